using System.Globalization;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Numbers;

/// <summary>Whole numbers as texts in bases from 2 to 36.</summary>
internal static class Bases
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    public static IReadOnlyList<ScalarFunction> Functions { get; } =
    [
        OwnFunction.Returning(
            OwnTypes.Bigint,
            "tarn_from_base",
            [OwnTypes.Varchar, OwnTypes.Bigint],
            values => Parse(OwnFunction.String(values[0]), OwnFunction.WholeNumber(values[1]))),
        OwnFunction.Returning(
            OwnTypes.Varchar,
            "tarn_to_base",
            [OwnTypes.Bigint, OwnTypes.Bigint],
            values => Write(OwnFunction.WholeNumber(values[0]), OwnFunction.WholeNumber(values[1]))),
    ];

    private static long Parse(string text, long radix)
    {
        RequireRadix(radix);
        bool hasSign = text.StartsWith('-') || text.StartsWith('+');
        string digits = hasSign ? text[1..] : text;
        FunctionError.Require(digits.Length > 0, Invalid());
        Int128 value = 0;
        foreach (char character in digits)
        {
            int digit = Digits.IndexOf(char.ToLowerInvariant(character), StringComparison.Ordinal);
            FunctionError.Require(digit >= 0 && digit < radix, Invalid());
            value = (value * radix) + digit;
            FunctionError.Require(value <= (Int128)long.MaxValue + 1, Invalid());
        }

        value = text.StartsWith('-') ? -value : value;
        FunctionError.Require(value <= long.MaxValue, Invalid());
        return (long)value;

        string Invalid() => string.Create(CultureInfo.InvariantCulture, $"Not a valid base-{radix} number: {text}");
    }

    private static string Write(long value, long radix)
    {
        RequireRadix(radix);
        Span<char> characters = stackalloc char[64];
        int start = characters.Length;
        UInt128 rest = (UInt128)Int128.Abs(value);
        do
        {
            characters[--start] = Digits[(int)(rest % (UInt128)radix)];
            rest /= (UInt128)radix;
        }
        while (rest > 0);
        return (value < 0 ? "-" : "") + characters[start..].ToString();
    }

    private static void RequireRadix(long radix) =>
        FunctionError.Require(radix is >= 2 and <= 36, "Radix must be between 2 and 36");
}
