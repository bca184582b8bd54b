namespace Tarn.Crawlers.Sampling;

/// <summary>The start of a text file.</summary>
/// <param name="Text">
/// Without a byte order mark; the last line may be cut off unless <paramref name="IsWhole"/>.
/// </param>
/// <param name="Encoding">utf-8, utf-16 or latin-1.</param>
/// <param name="IsAscii">Whether every encoding would have given the same text.</param>
internal sealed record TextSample(string Text, bool IsWhole, string Encoding, bool IsAscii)
{
    /// <summary>Lines that are there whole, without their ends and without blank ones.</summary>
    public IEnumerable<string> Lines()
    {
        int start = 0;
        while (start < Text.Length)
        {
            int end = Text.IndexOf('\n', start);
            if (end < 0 && !IsWhole)
            {
                yield break;
            }

            string line = Text[start..(end < 0 ? Text.Length : end)].TrimEnd('\r');
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return line;
            }

            start = end < 0 ? Text.Length : end + 1;
        }
    }
}
