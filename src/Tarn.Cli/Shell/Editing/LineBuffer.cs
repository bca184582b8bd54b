namespace Tarn.Cli.Shell.Editing;

/// <summary>The text that is being typed, of one line or several, and the place of the cursor in it.</summary>
internal sealed class LineBuffer
{
    private string _cut = "";

    public string Text { get; private set; } = "";

    /// <summary>0-based offset in characters.</summary>
    public int Cursor { get; private set; }

    public bool AtEnd => Cursor == Text.Length;

    /// <summary>Whether the cursor is in the first line.</summary>
    public bool IsInFirstLine => !Text.AsSpan(0, Cursor).Contains('\n');

    public bool IsInLastLine => !Text.AsSpan(Cursor).Contains('\n');

    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    public void Insert(string text) => Replace(Cursor, Cursor, text);

    /// <summary>Puts a text in place of a part; the cursor goes behind it.</summary>
    public void Replace(int start, int end, string text)
    {
        Text = Text[..start] + text + Text[end..];
        Cursor = start + text.Length;
    }

    public void MoveTo(int cursor) => Cursor = Math.Clamp(cursor, 0, Text.Length);

    public void Left() => Cursor = Before(Cursor);

    public void Right() => Cursor = After(Cursor);

    public void WordLeft() => Cursor = WordBefore();

    public void WordRight()
    {
        while (Cursor < Text.Length && !IsOfWord(Text[Cursor]))
        {
            Cursor++;
        }

        while (Cursor < Text.Length && IsOfWord(Text[Cursor]))
        {
            Cursor++;
        }
    }

    public void Home() => Cursor = LineStart(Cursor);

    public void End() => Cursor = LineEnd(Cursor);

    public void Up() => ToColumn(LineStart(LineStart(Cursor) - 1));

    public void Down() => ToColumn(Math.Min(Text.Length, LineEnd(Cursor) + 1));

    public void Backspace() => Replace(Before(Cursor), Cursor, "");

    public void Delete() => Replace(Cursor, After(Cursor), "");

    public void CutWord() => Cut(WordBefore(), Cursor);

    public void CutToHome() => Cut(LineStart(Cursor), Cursor);

    public void CutToEnd() => Cut(Cursor, LineEnd(Cursor));

    /// <summary>Inserts what was cut last.</summary>
    public void Paste() => Insert(_cut);

    private void Cut(int start, int end)
    {
        _cut = Text[start..end];
        Replace(start, end, "");
    }

    private void ToColumn(int lineStart)
    {
        int column = Cursor - LineStart(Cursor);
        Cursor = Math.Min(lineStart + column, LineEnd(lineStart));
    }

    private int WordBefore()
    {
        int place = Cursor;
        while (place > 0 && !IsOfWord(Text[place - 1]))
        {
            place--;
        }

        while (place > 0 && IsOfWord(Text[place - 1]))
        {
            place--;
        }

        return place;
    }

    private int LineStart(int place) => place <= 0 ? 0 : Text.LastIndexOf('\n', place - 1) + 1;

    private int LineEnd(int place) => Text.IndexOf('\n', place) is int end and >= 0 ? end : Text.Length;

    private int Before(int place) =>
        place > 1 && char.IsLowSurrogate(Text[place - 1]) ? place - 2 : Math.Max(0, place - 1);

    private int After(int place) =>
        place + 1 < Text.Length && char.IsHighSurrogate(Text[place]) ? place + 2 : Math.Min(Text.Length, place + 1);

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
