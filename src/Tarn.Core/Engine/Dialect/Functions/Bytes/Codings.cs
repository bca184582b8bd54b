using System.Text;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Bytes;

/// <summary>Bytes as text: hexadecimal, base32 and base64 (RFC 4648).</summary>
internal static class Codings
{
    private const string Base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Base32Bits = 5;
    private const int Base32Group = 8;
    private const int Base64Group = 4;

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        Decoder("tarn_from_hex", FromHex),
        Decoder("tarn_from_base32", FromBase32),
        Decoder("tarn_from_base64", FromBase64),
        Decoder("tarn_from_base64url", text => text.AsSpan().ContainsAny('+', '/')
            ? throw Wrong("base64url", text)
            : FromBase64(text.Replace('-', '+').Replace('_', '/'))),
        Encoder("tarn_to_base32", ToBase32),
        Encoder("tarn_to_base64url", bytes => Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_')),
    ];

    private static ScalarFunction Decoder(string name, Func<string, byte[]> decode) =>
        new(name, [OwnTypes.Varchar], OwnTypes.Varbinary, arguments => decode((string)arguments[0]!));

    private static ScalarFunction Encoder(string name, Func<byte[], string> encode) =>
        new(name, [OwnTypes.Varbinary], OwnTypes.Varchar, arguments => encode((byte[])arguments[0]!));

    private static byte[] FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            throw Wrong("hexadecimal", text);
        }
    }

    /// <summary>The padding at the end may be left out.</summary>
    private static byte[] FromBase64(string text)
    {
        int missing = text.EndsWith('=') ? 0 : (Base64Group - (text.Length % Base64Group)) % Base64Group;
        try
        {
            return Convert.FromBase64String(text.PadRight(text.Length + missing, '='));
        }
        catch (FormatException)
        {
            throw Wrong("base64", text);
        }
    }

    private static string ToBase32(byte[] bytes)
    {
        StringBuilder text = new();
        int buffer = 0;
        int bits = 0;
        foreach (byte value in bytes)
        {
            buffer = ((buffer << 8) | value) & 0xFFFF;
            for (bits += 8; bits >= Base32Bits; bits -= Base32Bits)
            {
                text.Append(Base32Letters[(buffer >> (bits - Base32Bits)) & 0x1F]);
            }
        }

        if (bits > 0)
        {
            text.Append(Base32Letters[(buffer << (Base32Bits - bits)) & 0x1F]);
        }

        return text.Append('=', (Base32Group - (text.Length % Base32Group)) % Base32Group).ToString();
    }

    private static byte[] FromBase32(string text)
    {
        string letters = text.TrimEnd('=');
        if (letters.Length % Base32Group is 1 or 3 or 6)
        {
            throw Wrong("base32", text);
        }

        List<byte> bytes = [];
        int buffer = 0;
        int bits = 0;
        foreach (char letter in letters)
        {
            int value = Base32Letters.IndexOf(letter, StringComparison.Ordinal);
            buffer = ((buffer << Base32Bits) | (value < 0 ? throw Wrong("base32", text) : value)) & 0xFFFF;
            bits += Base32Bits;
            if (bits >= 8)
            {
                bits -= 8;
                bytes.Add((byte)(buffer >> bits));
            }
        }

        return [.. bytes];
    }

    private static InvalidOperationException Wrong(string coding, string text) =>
        FunctionError.InvalidArgument($"'{text}' is not {coding}");
}
