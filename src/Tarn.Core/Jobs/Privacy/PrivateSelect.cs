using Tarn.Common;
using Tarn.Engine;
using Tarn.Tables;
using Tarn.Tables.Schema;

namespace Tarn.Jobs.Privacy;

/// <summary>Wraps a SELECT so that private columns come out of it as pseudonyms, or not at all.</summary>
/// <param name="rules">Which ones.</param>
/// <param name="pseudonym">SQL of the pseudonym of an expression.</param>
internal sealed class PrivateSelect(PrivateColumns rules, Func<string, string> pseudonym)
{
    private readonly HashSet<PrivateColumn> _met = [];

    /// <param name="sql">The SELECT.</param>
    /// <param name="columns">Its columns.</param>
    /// <exception cref="PrivateColumnException">One is named that is not there, or nothing is left.</exception>
    public string Wrap(string sql, IReadOnlyList<TableField> columns)
    {
        List<string> outputs = [];
        foreach (TableField column in columns)
        {
            string name = SqlText.Identifier(column.Name);
            if (Output(column.Name, name, () => StoredTypeText.Parse(column.EngineType), depth: 0) is { } output)
            {
                outputs.Add(output == name ? name : $"{output} AS {name}");
            }
        }

        if (rules.All.FirstOrDefault(rule => !_met.Contains(rule)) is { } missing)
        {
            throw Missing(missing, columns);
        }

        return outputs.Count > 0
            ? $"SELECT {SqlText.List(outputs)} FROM (\n{sql}\n)"
            : throw new PrivateColumnException(rules.Drop[0], "private drops every column of the SELECT");
    }

    /// <summary>What becomes of a column or field; null when it is left out.</summary>
    private string? Output(string path, string source, Func<DeltaType> type, int depth)
    {
        if (Find(rules.Drop, path) is { } dropped)
        {
            _met.Add(dropped);
            return null;
        }

        if (Find(rules.Hash, path) is { } hashed)
        {
            _met.Add(hashed);
            return pseudonym(source);
        }

        return FirstWithin(path) is null ? source : Nested(path, source, type(), depth);
    }

    /// <summary>A struct field by field, a list element by element; anything else has no fields to name.</summary>
    private string Nested(string path, string source, DeltaType type, int depth)
    {
        switch (type)
        {
            case DeltaType.Struct structure:
                string[] kept =
                    [.. structure.Fields.Select(field => Field(path, source, field, depth)).OfType<string>()];
                return kept.Length > 0
                    ? $"CASE WHEN {source} IS NOT NULL THEN struct_pack({SqlText.List(kept)}) END"
                    : throw new PrivateColumnException(
                        FirstWithin(path)!, $"private drops every field of '{path}'; drop '{path}' itself");
            case DeltaType.Array list:
                string element = $"tarn_x{depth}";
                return $"list_transform({source}, lambda {element}: {Nested(path, element, list.Element, depth + 1)})";
            default:
                return source;
        }
    }

    private string? Field(string path, string source, DeltaField field, int depth)
    {
        string name = SqlText.Identifier(field.Name);
        string? output = Output($"{path}.{field.Name}", $"{source}.{name}", () => field.Type, depth);
        return output is null ? null : $"{name} := {output}";
    }

    private PrivateColumn? FirstWithin(string path) => rules.All.FirstOrDefault(
        rule => rule.Path.StartsWith($"{path}.", StringComparison.OrdinalIgnoreCase));

    private static PrivateColumn? Find(IReadOnlyList<PrivateColumn> columns, string path) =>
        columns.FirstOrDefault(column => column.Path.Equals(path, StringComparison.OrdinalIgnoreCase));

    private static PrivateColumnException Missing(PrivateColumn column, IReadOnlyList<TableField> columns)
    {
        string[] names = [.. columns.Select(known => known.Name)];
        string first = column.Path.Split('.')[0];
        bool isField = first != column.Path && names.Contains(first, StringComparer.OrdinalIgnoreCase);
        string message = isField
            ? $"private names '{column.Path}', but '{first}' has no such field; structs and lists of them have"
            : $"private names the column '{column.Path}', which the SELECT does not make";
        return new PrivateColumnException(column, message)
        {
            Hint = $"columns: {string.Join(", ", names)}",
            Suggested = isField ? null : Suggestion.DidYouMean(column.Path, names),
        };
    }
}
