using System.Text;

namespace Tarn.Cli.Shell.Editing;

/// <summary>
/// Statements that were typed, the newest last, kept in a file that only its owner can read: one on each line, with
/// line ends and backslashes escaped.
/// </summary>
internal sealed class ShellHistory
{
    private const int EntriesMax = 1000;
    private const int EntryLengthMax = 100_000;

    private readonly string? _path;
    private readonly List<string> _entries = [];

    /// <param name="path">Of the file; null keeps nothing.</param>
    public ShellHistory(string? path)
    {
        _path = path;
        if (path is not null && File.Exists(path))
        {
            string[] lines = File.ReadAllLines(path);
            _entries.AddRange(lines.TakeLast(EntriesMax).Select(Unescape));
            if (lines.Length > EntriesMax)
            {
                Write(FileMode.Create, _entries);
            }
        }
    }

    public IReadOnlyList<string> Entries => _entries;

    /// <summary>
    /// Adds a statement, unless it is the last one again, or begins with a blank: then it is not to be kept.
    /// </summary>
    public void Add(string statement)
    {
        string text = statement.TrimEnd();
        bool isKept = text.Length is > 0 and <= EntryLengthMax
            && !char.IsWhiteSpace(text[0])
            && (_entries.Count == 0 || _entries[^1] != text);
        if (!isKept)
        {
            return;
        }

        _entries.Add(text);
        if (_entries.Count > EntriesMax)
        {
            _entries.RemoveAt(0);
        }

        if (_path is not null)
        {
            Write(FileMode.Append, [text]);
        }
    }

    private void Write(FileMode mode, IEnumerable<string> entries)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path!)!);
        using StreamWriter writer = new(_path!, PrivateFile.Options(mode));
        foreach (string entry in entries)
        {
            writer.Write(Escape(entry) + "\n");
        }
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Unescape(string line)
    {
        StringBuilder text = new(line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            bool isEscape = line[i] == '\\' && i + 1 < line.Length;
            text.Append(!isEscape ? line[i] : line[++i] == 'n' ? '\n' : line[i]);
        }

        return text.ToString();
    }
}
