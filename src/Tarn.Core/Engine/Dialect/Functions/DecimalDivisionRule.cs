using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>
/// The quotient of decimals is a decimal again, rounded half away from zero ("Decimal functions and operators": result
/// of division). The engine would make it a double.
/// </summary>
internal sealed record DecimalDivisionRule : CallRule
{
    private const int PrecisionMax = 38;

    public DecimalDivisionRule(string left, string right)
        : base("/", 2, 2) => Classes = [left, right];

    public override void Write(Rewriter rewriter, Site site)
    {
        (int leftPrecision, int leftScale) = DigitsOf(site.Types[0]!);
        (_, int rightScale) = DigitsOf(site.Types[1]!);
        int scale = Math.Max(leftScale, rightScale);
        int precision = Math.Min(PrecisionMax, leftPrecision + rightScale + Math.Max(rightScale - leftScale, 0));
        string type = FormattableString.Invariant($"DECIMAL({Math.Max(precision, scale)}, {scale})");
        rewriter.Text($"CAST(tarn_divide(CAST(", site.Place);
        rewriter.Node(site.Operands[0]);
        rewriter.Text(" AS VARCHAR), CAST(", site.Place);
        rewriter.Node(site.Operands[1]);
        rewriter.Text(FormattableString.Invariant($" AS VARCHAR), {scale}) AS {type})"), site.Place);
    }

    private static (int Precision, int Scale) DigitsOf(EngineType type) => type.Kind switch
    {
        EngineTypeKind.Decimal => (type.Precision, type.Scale),
        EngineTypeKind.TinyInt or EngineTypeKind.UTinyInt => (3, 0),
        EngineTypeKind.SmallInt or EngineTypeKind.USmallInt => (5, 0),
        EngineTypeKind.Integer or EngineTypeKind.UInteger => (10, 0),
        EngineTypeKind.BigInt or EngineTypeKind.UBigInt => (19, 0),
        _ => (PrecisionMax, 0),
    };
}
