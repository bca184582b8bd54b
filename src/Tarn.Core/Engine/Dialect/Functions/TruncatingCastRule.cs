using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>A cast to <c>varchar(n)</c> cuts the text, which the engine does not.</summary>
internal sealed record TruncatingCastRule(string Type) : CallRule($"cast:{Type}", 1, 1)
{
    public override void Write(Rewriter rewriter, Site site)
    {
        SqlNode.Call cast = (SqlNode.Call)site.Place;
        string? length = cast.Arguments[0].Nodes[^1] is SqlNode.Call { Arguments: [var argument] } type
            && type.Function == Type
                ? rewriter.SourceOf(argument)
                : null;
        rewriter.Text(length is null ? "CAST(" : "left(CAST(", cast);
        rewriter.Node(site.Operands[0]);
        rewriter.Text(length is null ? " AS VARCHAR)" : $" AS VARCHAR), {length})", cast);
    }
}
