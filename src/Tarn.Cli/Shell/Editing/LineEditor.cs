using Tarn.Cli.Output;

namespace Tarn.Cli.Shell.Editing;

/// <summary>Lets a person type a text, with the keys that shells have.</summary>
internal sealed class LineEditor(
    IShellScreen screen, ShellKeys keys, Palette palette, ShellHistory history, ILineCompleter completer)
{
    private readonly LinePainter _painter = new(screen, palette);
    private readonly CandidateList _candidates = new(screen, palette);

    /// <param name="prompt">Before the text.</param>
    /// <param name="initial">What stands there already.</param>
    /// <param name="isComplete">Whether Enter runs the text; otherwise it begins a new line.</param>
    /// <param name="cancellationToken">Stops waiting for keys, where that can be, and looking up names.</param>
    public async Task<LineResult> ReadAsync(
        string prompt, string initial, Func<string, bool> isComplete, CancellationToken cancellationToken)
    {
        LineBuffer buffer = new();
        buffer.Set(initial);
        HistoryWalk walk = new(history);
        while (true)
        {
            // What is pasted is drawn once.
            if (!keys.HasKey)
            {
                _painter.Paint(prompt, buffer.Text, buffer.Cursor);
            }

            if (await keys.ReadAsync(cancellationToken) is not { } key)
            {
                return new LineResult.Left();
            }

            if (IsControl(key, ConsoleKey.R, '\u0012'))
            {
                HistorySearch search = new(keys, history, _painter);
                key = await search.RunAsync(buffer, cancellationToken) ?? default;
            }

            if (IsEnter(key) && (isComplete(buffer.Text) || buffer.Text.Length == 0))
            {
                _painter.Leave(prompt, buffer.Text);
                return new LineResult.Entered(buffer.Text);
            }

            if (ShellKeys.IsInterrupt(key))
            {
                _painter.Leave(prompt, buffer.Text + "^C");
                return new LineResult.Dropped();
            }

            if (IsControl(key, ConsoleKey.D, '\u0004') && buffer.Text.Length == 0)
            {
                _painter.Leave(prompt, "");
                return new LineResult.Left();
            }

            if (key.Key == ConsoleKey.Tab)
            {
                await CompleteAsync(prompt, buffer, cancellationToken);
            }
            else if (IsControl(key, ConsoleKey.L, '\u000c'))
            {
                _painter.ClearScreen();
            }
            else if (!walk.Apply(key, buffer))
            {
                EditKeys.Apply(key, buffer);
            }
        }
    }

    internal static bool IsControl(ConsoleKeyInfo key, ConsoleKey letter, char character) =>
        key.KeyChar == character || (key.Key == letter && key.Modifiers == ConsoleModifiers.Control);

    internal static bool IsEnter(ConsoleKeyInfo key) => key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n';

    private async Task CompleteAsync(string prompt, LineBuffer buffer, CancellationToken cancellationToken)
    {
        Completion found = await completer.CompleteAsync(buffer.Text, buffer.Cursor, cancellationToken);
        string common = found.CommonStart;
        if (found.Candidates.Count == 1 || common.Length > buffer.Cursor - found.Start)
        {
            buffer.Replace(found.Start, buffer.Cursor, common);
        }
        else if (found.Candidates.Count > 1)
        {
            _painter.Leave(prompt, buffer.Text);
            _candidates.Write(found.Candidates);
        }
    }
}
