using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Rewriting;

/// <summary>
/// UNNEST in FROM: maps give two columns, arrays of rows one for each field, several arguments stand side by side, and
/// WITH ORDINALITY counts ("UNNEST" under SELECT). The engine's own takes one array and gives one column.
/// </summary>
internal static class UnnestClause
{
    private const int WordsOfOrdinality = 2;

    public static bool IsAt(Rewriter rewriter, SqlNode.Run run, int index) =>
        run.Nodes[index] is SqlNode.Call { Function: "unnest", Arguments.Count: > 0 } && IsInFrom(rewriter, run, index);

    /// <returns>The node after the clause.</returns>
    public static int Write(Rewriter rewriter, SqlNode.Run run, int index)
    {
        SqlNode.Call call = (SqlNode.Call)run.Nodes[index];
        bool hasOrdinality = Clauses.IsWord(rewriter, run, index + 1, "WITH")
            && Clauses.IsWord(rewriter, run, index + WordsOfOrdinality, "ORDINALITY");
        EngineType?[] types = [.. call.Arguments.Select(rewriter.TypeOf)];
        bool isPlain = !hasOrdinality && types is [null or { Kind: not EngineTypeKind.Map }] && !IsOfRows(types[0]);
        if (isPlain || types.Contains(null))
        {
            rewriter.Node(call);
            return index + 1;
        }

        rewriter.Text(IsLateral(rewriter, run, index) ? "(SELECT " : "LATERAL (SELECT ", call);
        for (int i = 0; i < types.Length; i++)
        {
            rewriter.Text(i > 0 ? ", " : "", call);
            WriteColumns(rewriter, call.Arguments[i], types[i]!);
        }

        if (hasOrdinality)
        {
            WriteOrdinality(rewriter, call, types!);
        }

        rewriter.Text(")", call);
        return index + 1 + (hasOrdinality ? WordsOfOrdinality : 0);
    }

    private static void WriteColumns(Rewriter rewriter, SqlNode.Run argument, EngineType type)
    {
        if (type.Kind == EngineTypeKind.Map)
        {
            Wrapped(rewriter, argument, "unnest(map_keys(", ")), ");
            Wrapped(rewriter, argument, "unnest(map_values(", "))");
            return;
        }

        int fieldCount = IsOfRows(type) ? type.Element.Children.Count : 0;
        if (fieldCount == 0)
        {
            Wrapped(rewriter, argument, "unnest(", ")");
        }

        for (int i = 1; i <= fieldCount; i++)
        {
            string after = FormattableString.Invariant($", lambda tarn_e: struct_extract_at(tarn_e, {i})))");
            Wrapped(rewriter, argument, i > 1 ? ", unnest(list_transform(" : "unnest(list_transform(", after);
        }
    }

    private static void WriteOrdinality(Rewriter rewriter, SqlNode.Call call, EngineType[] types)
    {
        rewriter.Text(", unnest(range(1, 1 + greatest(0", call);
        for (int i = 0; i < types.Length; i++)
        {
            bool isMap = types[i].Kind == EngineTypeKind.Map;
            Wrapped(rewriter, call.Arguments[i], isMap ? ", cardinality(" : ", len(", ")");
        }

        rewriter.Text(")))", call);
    }

    private static void Wrapped(Rewriter rewriter, SqlNode.Run argument, string before, string after)
    {
        rewriter.Text(before, argument);
        rewriter.Node(argument);
        rewriter.Text(after, argument);
    }

    private static bool IsOfRows(EngineType? type) =>
        type is { Kind: EngineTypeKind.List or EngineTypeKind.Array, Element.Kind: EngineTypeKind.Struct };

    private static bool IsLateral(Rewriter rewriter, SqlNode.Run run, int index) =>
        index > 0 && Clauses.IsWord(rewriter, run, index - 1, "LATERAL");

    /// <summary>Between FROM and the clause after it.</summary>
    private static bool IsInFrom(Rewriter rewriter, SqlNode.Run run, int index)
    {
        for (int i = index - 1; i >= 0; i--)
        {
            if (Clauses.IsWord(rewriter, run, i, "FROM"))
            {
                return true;
            }

            if (Clauses.IsWord(rewriter, run, i, "SELECT") || Clauses.IsWord(rewriter, run, i, "WHERE"))
            {
                return false;
            }
        }

        return false;
    }
}
