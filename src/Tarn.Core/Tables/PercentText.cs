using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tarn.Tables;

/// <summary>Text in which all but some characters are percent-encoded UTF-8 (RFC 3986, section 2.1).</summary>
internal static class PercentText
{
    /// <param name="plain">ASCII characters that stand for themselves; the percent sign is not one.</param>
    public static string Encode(string text, SearchValues<char> plain)
    {
        if (!text.AsSpan().ContainsAnyExcept(plain))
        {
            return text;
        }

        StringBuilder encoded = new(text.Length + 16);
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            _ = value < 0x80 && plain.Contains((char)value)
                ? encoded.Append((char)value)
                : encoded.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }
}
