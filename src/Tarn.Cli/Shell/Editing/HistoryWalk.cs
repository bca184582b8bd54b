namespace Tarn.Cli.Shell.Editing;

/// <summary>Goes through earlier statements with the arrows; what was being typed is kept at the end.</summary>
internal sealed class HistoryWalk(ShellHistory history)
{
    private int _index = history.Entries.Count;
    private string _typed = "";

    /// <summary>True when the key was one of these and has done its work.</summary>
    public bool Apply(ConsoleKeyInfo key, LineBuffer buffer)
    {
        bool isUp = key.Key == ConsoleKey.UpArrow || LineEditor.IsControl(key, ConsoleKey.P, '\u0010');
        bool isDown = key.Key == ConsoleKey.DownArrow || LineEditor.IsControl(key, ConsoleKey.N, '\u000e');
        if (isUp && !buffer.IsInFirstLine)
        {
            buffer.Up();
        }
        else if (isDown && !buffer.IsInLastLine)
        {
            buffer.Down();
        }
        else if (isUp)
        {
            Go(_index - 1, buffer);
        }
        else if (isDown)
        {
            Go(_index + 1, buffer);
        }

        return isUp || isDown;
    }

    private void Go(int index, LineBuffer buffer)
    {
        if (index < 0 || index > history.Entries.Count)
        {
            return;
        }

        _typed = _index == history.Entries.Count ? buffer.Text : _typed;
        _index = index;
        buffer.Set(index == history.Entries.Count ? _typed : history.Entries[index]);
    }
}
