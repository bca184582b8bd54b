namespace Tarn.Cli.Shell.Editing;

/// <summary>Ctrl-R: looks for an earlier statement by a piece of its text.</summary>
internal sealed class HistorySearch(ShellKeys keys, ShellHistory history, LinePainter painter)
{
    /// <summary>
    /// Puts what was found into the text. Ctrl-G and Ctrl-C leave the text as it was; any other key ends the search.
    /// </summary>
    /// <returns>The key that ended it and is still to be done; null when it was done with that.</returns>
    public async Task<ConsoleKeyInfo?> RunAsync(LineBuffer buffer, CancellationToken cancellationToken)
    {
        string wanted = "";
        int found = history.Entries.Count;
        while (true)
        {
            string shown = found < history.Entries.Count ? history.Entries[found] : "";
            painter.Paint($"(search) {wanted}: ", shown, cursor: 0);
            if (await keys.ReadAsync(cancellationToken) is not { } key)
            {
                return null;
            }

            if (LineEditor.IsControl(key, ConsoleKey.R, '\u0012'))
            {
                found = Find(wanted, found - 1) ?? found;
            }
            else if (key.KeyChar is '\b' or '\u007f' || key.Key == ConsoleKey.Backspace)
            {
                wanted = wanted[..Math.Max(0, wanted.Length - 1)];
                found = Find(wanted, history.Entries.Count - 1) ?? found;
            }
            else if (key.KeyChar >= ' ' && key.Modifiers is ConsoleModifiers.None or ConsoleModifiers.Shift)
            {
                wanted += key.KeyChar;
                found = Find(wanted, Math.Min(found, history.Entries.Count - 1)) ?? found;
            }
            else
            {
                return End(key, shown, buffer);
            }
        }
    }

    private static ConsoleKeyInfo? End(ConsoleKeyInfo key, string shown, LineBuffer buffer)
    {
        if (ShellKeys.IsInterrupt(key) || key.KeyChar == '\a')
        {
            return null;
        }

        if (shown.Length > 0)
        {
            buffer.Set(shown);
        }

        return key.Key == ConsoleKey.Escape ? null : key;
    }

    private int? Find(string wanted, int from)
    {
        for (int i = from; i >= 0 && wanted.Length > 0; i--)
        {
            if (history.Entries[i].Contains(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return null;
    }
}
