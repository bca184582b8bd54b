using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// The average of decimals is a decimal of the same type, rounded half away from zero ("Aggregate functions": avg). The
/// engine would make it a double.
/// </summary>
internal sealed record DecimalAverageRule : CallRule
{
    public DecimalAverageRule()
        : base("avg", 1, 1) => Classes = ["decimal"];

    public override bool WritesSuffix => true;

    public override void Write(Rewriter rewriter, Site site)
    {
        SqlNode.Call call = (SqlNode.Call)site.Place;
        EngineType type = site.Types[0]!;
        rewriter.Text("CAST(tarn_divide(CAST(sum(", call);
        rewriter.Node(site.Operands[0]);
        rewriter.Text(")", call);
        Calls.WriteSuffix(rewriter, call);
        rewriter.Text(" AS VARCHAR), CAST(nullif(count(", call);
        rewriter.Node(site.Operands[0]);
        rewriter.Text(")", call);
        Calls.WriteSuffix(rewriter, call);
        rewriter.Text(FormattableString.Invariant($", 0) AS VARCHAR), {type.Scale}) AS {type})"), call);
    }
}
