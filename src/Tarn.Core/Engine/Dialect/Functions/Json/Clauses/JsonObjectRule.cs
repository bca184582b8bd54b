using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions.Json.Clauses;

/// <summary>
/// <c>json_object({name : value | [KEY] name VALUE value} [FORMAT JSON], … [{NULL | ABSENT} ON NULL]
/// [{WITH | WITHOUT} UNIQUE KEYS] [RETURNING type])</c>; the engine's own form has commas and stays.
/// </summary>
internal sealed record JsonObjectRule() : CallRule("json_object", 0, byte.MaxValue)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        Construction construction = new(rewriter, site);
        ClauseCursor cursor = construction.Cursor;
        if (!cursor.AtEnd && !construction.IsAtClause)
        {
            do
            {
                bool hasKey = cursor.Is("KEY") && !cursor.Is(":", 1) && !cursor.Is("VALUE", 1);
                if (hasKey)
                {
                    cursor.Expect("KEY");
                }

                SqlNode.Run name = cursor.TakeValue(() => cursor.Is(":") || cursor.Is("VALUE"));
                if (cursor.IsComma && !hasKey)
                {
                    rewriter.Sequence(site.Place.Start, site.Place.End, [((SqlNode.Call)site.Place).Brackets]);
                    return;
                }

                if (!cursor.TryTake(":"))
                {
                    cursor.Expect("VALUE");
                }

                construction.ReadValue(name);
            }
            while (cursor.TryTakeComma());
        }

        construction.Write("tarn_json_object", isAbsent: false);
    }
}
