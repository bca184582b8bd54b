using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>The engine leaves out the zero before the point of a decimal that has no digits there.</summary>
internal static class DecimalText
{
    public static ScalarFunction Function { get; } = new(
        "tarn_decimal_text", [OwnTypes.Varchar], OwnTypes.Varchar, values => WithZero((string)values[0]!));

    private static string WithZero(string text) => text switch
    {
        ['.', ..] => "0" + text,
        ['-', '.', ..] => "-0" + text[1..],
        _ => text,
    };
}
