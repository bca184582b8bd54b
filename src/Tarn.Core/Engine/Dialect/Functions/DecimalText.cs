using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>The engine leaves out the zero before the point of a decimal that has no digits there.</summary>
internal static class DecimalText
{
    private static readonly EngineType Text = new(EngineTypeKind.Varchar);

    public static ScalarFunction Function { get; } = new("tarn_decimal_text", [Text], Text, values => (string)values[0]! switch
    {
        ['.', ..] text => "0" + text,
        ['-', '.', ..] text => "-0" + text[1..],
        string text => text,
    });
}
