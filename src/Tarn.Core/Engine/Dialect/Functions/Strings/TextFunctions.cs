using System.Text;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>Single functions of text that the engine lacks.</summary>
internal static class TextFunctions
{
    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_codepoint", [OwnTypes.Varchar], OwnTypes.Integer, arguments => CodePoint((string)arguments[0]!)),
        new("tarn_from_utf8", [OwnTypes.Varbinary, OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            FromUtf8((byte[])arguments[0]!, (string)arguments[1]!)),
        new("tarn_strpos", [OwnTypes.Varchar, OwnTypes.Varchar, OwnTypes.Bigint], OwnTypes.Bigint, arguments =>
            Position((string)arguments[0]!, (string)arguments[1]!, (long)arguments[2]!)),
        new("tarn_luhn_check", [OwnTypes.Varchar], OwnTypes.Boolean, arguments => HasLuhnDigit((string)arguments[0]!)),
    ];

    private static int CodePoint(string text) => CodePoints.Of(text) is [int point]
        ? point
        : throw FunctionError.InvalidArgument($"codepoint takes a single character, not '{text}'");

    private static string FromUtf8(byte[] bytes, string replacement)
    {
        if (CodePoints.Of(replacement).Length > 1)
        {
            throw FunctionError.InvalidArgument("Replacement character string must be empty or a single character");
        }

        Encoding encoding = Encoding.GetEncoding(
            Encoding.UTF8.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback(replacement));
        return encoding.GetString(bytes);
    }

    /// <summary>The place of an occurrence, from the end when its number is negative; 0 when there is none.</summary>
    private static long Position(string text, string part, long instance)
    {
        if (instance == 0)
        {
            throw FunctionError.InvalidArgument("'instance' must not be equal to zero.");
        }

        if (part.Length == 0)
        {
            return 1;
        }

        int index = instance > 0 ? -1 : text.Length;
        for (long left = Math.Abs(instance); left > 0; left--)
        {
            index = instance > 0
                ? text.IndexOf(part, Math.Min(index + 1, text.Length), StringComparison.Ordinal)
                : text.AsSpan(0, Math.Min(text.Length, index + part.Length - 1))
                    .LastIndexOf(part, StringComparison.Ordinal);
            if (index < 0)
            {
                return 0;
            }
        }

        return CodePoints.CountBefore(text, index) + 1;
    }

    /// <summary>Whether the last digit is the check digit of those before it (ISO/IEC 7812-1, annex B).</summary>
    private static bool HasLuhnDigit(string text)
    {
        int sum = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int digit = text[^(i + 1)] - '0';
            if (digit is < 0 or > 9)
            {
                throw FunctionError.InvalidArgument($"Input contains a character that is no digit: '{text}'");
            }

            int weighted = i % 2 == 0 ? digit : 2 * digit;
            sum += weighted > 9 ? weighted - 9 : weighted;
        }

        return text.Length > 0 && sum % 10 == 0;
    }
}
