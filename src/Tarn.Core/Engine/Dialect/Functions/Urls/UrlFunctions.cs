using System.Text;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Urls;

/// <summary>Parts of URLs, and the coding of their parameters.</summary>
internal static class UrlFunctions
{
    private const string Unreserved = "-_.*";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        Part("tarn_url_extract_fragment", OwnTypes.Varchar, url => Decoded(url.Fragment)),
        Part("tarn_url_extract_host", OwnTypes.Varchar, url => url.Host ?? ""),
        Part("tarn_url_extract_path", OwnTypes.Varchar, url => Decoded(url.Path)),
        Part("tarn_url_extract_port", OwnTypes.Bigint, url => url.Port),
        Part("tarn_url_extract_protocol", OwnTypes.Varchar, url => url.Protocol ?? ""),
        Part("tarn_url_extract_query", OwnTypes.Varchar, url => Decoded(url.Query)),
        new("tarn_url_extract_parameter", [OwnTypes.Varchar, OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            Parameter((string)arguments[0]!, (string)arguments[1]!)),
        new("tarn_url_encode", [OwnTypes.Varchar], OwnTypes.Varchar, arguments => Encode((string)arguments[0]!)),
        new("tarn_url_decode", [OwnTypes.Varchar], OwnTypes.Varchar, arguments => Decode((string)arguments[0]!)),
    ];

    private static ScalarFunction Part(string name, EngineType type, Func<UrlParts, object?> part) =>
        new(name, [OwnTypes.Varchar], type, arguments =>
            UrlParts.Parse((string)arguments[0]!) is { } url ? part(url) : null);

    private static string Decoded(string? part) => Uri.UnescapeDataString(part ?? "");

    /// <summary>The first of that name; one without a value is empty, one that is not there NULL.</summary>
    private static string? Parameter(string url, string name) =>
        UrlParts.Parse(url)?.Query?
            .Split('&')
            .Select(parameter => parameter.Split('=', 2))
            .Where(parameter => Uri.UnescapeDataString(parameter[0]) == name)
            .Select(parameter => parameter.Length > 1 ? Uri.UnescapeDataString(parameter[1]) : "")
            .FirstOrDefault();

    /// <summary>As forms do (application/x-www-form-urlencoded).</summary>
    private static string Encode(string text)
    {
        StringBuilder encoded = new();
        foreach (byte value in Utf8.GetBytes(text))
        {
            char character = (char)value;
            _ = char.IsAsciiLetterOrDigit(character) || Unreserved.Contains(character, StringComparison.Ordinal)
                ? encoded.Append(character)
                : character == ' ' ? encoded.Append('+') : encoded.Append('%').Append(Convert.ToHexString([value]));
        }

        return encoded.ToString();
    }

    private static string Decode(string text)
    {
        List<byte> bytes = [];
        byte[] source = Utf8.GetBytes(text);
        for (int i = 0; i < source.Length; i++)
        {
            bytes.Add(source[i] switch
            {
                (byte)'+' => (byte)' ',
                (byte)'%' => Hexadecimal(text, source, i),
                _ => source[i],
            });
            i += source[i] == '%' ? 2 : 0;
        }

        return Utf8.GetString([.. bytes]);
    }

    private static byte Hexadecimal(string text, byte[] source, int place)
    {
        bool isCode = place + 2 < source.Length
            && char.IsAsciiHexDigit((char)source[place + 1]) && char.IsAsciiHexDigit((char)source[place + 2]);
        return isCode
            ? Convert.FromHexString(Encoding.ASCII.GetString(source, place + 1, 2))[0]
            : throw FunctionError.InvalidArgument($"Illegal hex characters in escape (%) pattern: '{text}'");
    }
}
