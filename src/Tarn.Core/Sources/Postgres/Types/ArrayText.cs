using System.Text;

namespace Tarn.Sources.Postgres.Types;

/// <summary>
/// An array as the server writes it: <c>{1,NULL,"a \"b\""}</c>, nested for dimensions, with <c>[0:2]=</c> before it
/// when it does not begin at 1 (Documentation, "Array Input and Output Syntax").
/// </summary>
/// <param name="Elements">The elements' texts, row after row; null for null.</param>
/// <param name="Dimensions">How deep the braces are nested.</param>
internal sealed record ArrayText(IReadOnlyList<byte[]?> Elements, int Dimensions)
{
    /// <exception cref="FormatException">The braces or quotes do not match.</exception>
    public static ArrayText Parse(ReadOnlySpan<byte> text)
    {
        List<byte[]?> elements = [];
        List<byte> element = [];
        int depth = 0;
        int depthMax = 0;
        for (int i = Math.Max(0, text.IndexOf((byte)'{')); i < text.Length; i++)
        {
            switch (text[i])
            {
                case (byte)'{':
                    depthMax = Math.Max(depthMax, ++depth);
                    break;
                case (byte)'}':
                    depth--;
                    break;
                case (byte)',':
                    break;
                case (byte)'"':
                    i = ReadQuoted(text, i + 1, element);
                    elements.Add([.. element]);
                    break;
                default:
                    int end = i + text[i..].IndexOfAny(",}"u8);
                    ReadOnlySpan<byte> plain = end < i ? throw Unmatched(text) : text[i..end];
                    elements.Add(plain.SequenceEqual("NULL"u8) ? null : plain.ToArray());
                    i = end - 1;
                    break;
            }
        }

        return depth == 0 && depthMax > 0 ? new ArrayText(elements, depthMax) : throw Unmatched(text);
    }

    /// <returns>Where the closing quote is.</returns>
    private static int ReadQuoted(ReadOnlySpan<byte> text, int start, List<byte> element)
    {
        element.Clear();
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                return i;
            }

            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            element.Add(text[i]);
        }

        throw Unmatched(text);
    }

    private static FormatException Unmatched(ReadOnlySpan<byte> text) =>
        new($"'{Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)])}' is not an array");
}
