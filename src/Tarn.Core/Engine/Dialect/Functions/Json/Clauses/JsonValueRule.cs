using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>
/// <c>json_value(input, path [PASSING …] [RETURNING type] [{NULL | ERROR | DEFAULT value} ON EMPTY] [… ON ERROR])</c>
/// </summary>
internal sealed record JsonValueRule() : CallRule("json_value", 2, byte.MaxValue)
{
    private const string Function = "tarn_json_value";

    public override void Write(Rewriter rewriter, Site site)
    {
        PathCall call = new(rewriter, site);
        SqlNode.Run? type = Returning.Read(rewriter, call.Cursor).Type;
        ValueBehaviors behaviors = ValueBehaviors.Read(call.Cursor);
        call.Cursor.ExpectEnd();
        if (!behaviors.HasDefaults)
        {
            WriteCast(rewriter, behaviors.Cast, type, site.Place, () =>
                call.Write(rewriter, Function, behaviors.Words));
            return;
        }

        rewriter.Text("list_transform([", site.Place);
        call.Write(rewriter, Function, behaviors.Words);
        rewriter.Text("], lambda tarn_r: CASE WHEN tarn_r IS NULL THEN NULL", site.Place);
        WriteDefault($" WHEN tarn_r[1] = '{PathFunctions.Empty}' THEN ", behaviors.Empty);
        WriteDefault($" WHEN tarn_r[1] = '{PathFunctions.Failed}' THEN ", behaviors.Error);
        if (type is not null && behaviors.Error is not null)
        {
            rewriter.Text(" WHEN ", site.Place);
            WriteCast(rewriter, "TRY_CAST", type, site.Place, () => rewriter.Text("tarn_r[2:]", site.Place));
            WriteDefault(" IS NULL THEN ", behaviors.Error);
        }

        rewriter.Text(" ELSE ", site.Place);
        WriteCast(rewriter, behaviors.Cast, type, site.Place, () => rewriter.Text("tarn_r[2:]", site.Place));
        rewriter.Text(" END)[1]", site.Place);

        void WriteDefault(string before, SqlNode.Run? value)
        {
            if (value is not null)
            {
                rewriter.Text(before, value);
                WriteCast(rewriter, "CAST", type, value, () => rewriter.Node(value));
            }
        }
    }

    /// <summary>Without a type it is a text already.</summary>
    private static void WriteCast(Rewriter rewriter, string cast, SqlNode.Run? type, SqlNode place, Action writeValue)
    {
        rewriter.Text(type is null ? "" : $"{cast}(", place);
        writeValue();
        if (type is not null)
        {
            rewriter.Text(" AS ", place);
            rewriter.Node(type);
            rewriter.Text(")", place);
        }
    }
}
