using Tarn.Engine.Dialect.Rewriting;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary><c>json_array(value [FORMAT JSON], … [{NULL | ABSENT} ON NULL] [RETURNING type])</c></summary>
internal sealed record JsonArrayRule() : CallRule("json_array", 0, byte.MaxValue)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        Construction construction = new(rewriter, site);
        if (!construction.Cursor.AtEnd && !construction.IsAtClause)
        {
            do
            {
                construction.ReadValue(name: null);
            }
            while (construction.Cursor.TryTakeComma());
        }

        construction.Write("tarn_json_array", isAbsent: true);
    }
}
