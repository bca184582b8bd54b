using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>
/// URI encoding as Signature Version 4 has it: the bytes of UTF-8, all escaped in upper case but letters, digits and
/// <c>-._~</c>; '+' is no space.
/// </summary>
internal static class PercentEncoding
{
    private static readonly SearchValues<byte> Unreserved = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"u8);

    public static string Encode(string text) => Encode(text, keepsSlash: false);

    /// <summary>Encodes a path: slashes stay.</summary>
    public static string EncodePath(string text) => Encode(text, keepsSlash: true);

    /// <summary>Undoes the escapes; what is no escape stays as it is, and so do bytes that are no UTF-8.</summary>
    public static string Decode(string text) =>
        text.Contains('%', StringComparison.Ordinal) ? Encoding.UTF8.GetString(DecodeBytes(text)) : text;

    /// <summary>Whether the bytes without their escapes are UTF-8.</summary>
    public static bool IsText(string text) =>
        !text.Contains('%', StringComparison.Ordinal) || Utf8.IsValid(DecodeBytes(text));

    private static string Encode(string text, bool keepsSlash)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (!bytes.AsSpan().ContainsAnyExcept(Unreserved))
        {
            return text;
        }

        StringBuilder encoded = new(bytes.Length * 2);
        foreach (byte value in bytes)
        {
            if (Unreserved.Contains(value) || (keepsSlash && value == '/'))
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    private static byte[] DecodeBytes(string text)
    {
        byte[] source = Encoding.UTF8.GetBytes(text);
        byte[] decoded = new byte[source.Length];
        int length = 0;
        for (int i = 0; i < source.Length; i++)
        {
            bool isEscape = source[i] == '%' && i + 2 < source.Length
                && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]);
            if (isEscape)
            {
                decoded[length++] = byte.Parse(
                    source.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                i += 2;
            }
            else
            {
                decoded[length++] = source[i];
            }
        }

        return decoded[..length];
    }
}
