namespace Tarn.Common;

/// <summary>One definition file in memory: its text, and places in it by character offset.</summary>
public sealed class SourceText
{
    private readonly int[] _lineStarts;

    /// <param name="file">Path relative to the lake, with forward slashes.</param>
    public SourceText(string file, string text)
    {
        File = file;
        Text = text;
        _lineStarts = [0, .. LineStartsAfterFirst(text)];
    }

    public string File { get; }

    public string Text { get; }

    public int LineCount => _lineStarts.Length;

    /// <summary>
    /// The line of a location in a file of the lake; null when the file has changed so that there is none.
    /// </summary>
    public static string? ReadLine(string lakeDirectory, SourceLocation location)
    {
        string path = Path.Combine(lakeDirectory, location.File);
        if (!System.IO.File.Exists(path))
        {
            return null;
        }

        SourceText source = new(location.File, System.IO.File.ReadAllText(path));
        return location.Line <= source.LineCount ? source.Line(location.Line) : null;
    }

    /// <summary>The place of an offset; the mark ends with the line at the latest.</summary>
    public SourceLocation Locate(int offset, int length = 1)
    {
        offset = Math.Clamp(offset, 0, Text.Length);
        int found = Array.BinarySearch(_lineStarts, offset);
        int line = found >= 0 ? found : ~found - 1;
        int rest = LineEnd(line) - offset;
        return new SourceLocation(File, line + 1, offset - _lineStarts[line] + 1, Math.Max(1, Math.Min(length, rest)));
    }

    /// <summary>The line's text without its end. Lines end with LF or CR LF.</summary>
    /// <param name="number">1-based.</param>
    public string Line(int number) => Text[_lineStarts[number - 1]..LineEnd(number - 1)];

    private int LineEnd(int index)
    {
        int end = index + 1 < _lineStarts.Length ? _lineStarts[index + 1] - 1 : Text.Length;
        return end > _lineStarts[index] && Text[end - 1] == '\r' ? end - 1 : end;
    }

    private static IEnumerable<int> LineStartsAfterFirst(string text)
    {
        for (int i = text.IndexOf('\n'); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            yield return i + 1;
        }
    }
}
