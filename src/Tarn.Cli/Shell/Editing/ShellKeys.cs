namespace Tarn.Cli.Shell.Editing;

/// <summary>Keys in the order in which they were typed, those typed while a statement ran before the others.</summary>
internal sealed class ShellKeys(IShellScreen screen)
{
    private readonly Queue<ConsoleKeyInfo> _early = new();

    public bool HasKey => _early.Count > 0 || screen.HasKey;

    public ValueTask<ConsoleKeyInfo?> ReadAsync(CancellationToken cancellationToken) =>
        _early.TryDequeue(out ConsoleKeyInfo key) ? new(key) : screen.ReadKeyAsync(cancellationToken);

    /// <summary>Takes what was typed meanwhile; true for Ctrl-C among it, and what came before is dropped.</summary>
    public async Task<bool> TakeInterruptAsync(CancellationToken cancellationToken)
    {
        while (screen.HasKey && await screen.ReadKeyAsync(cancellationToken) is { } key)
        {
            if (IsInterrupt(key))
            {
                _early.Clear();
                return true;
            }

            _early.Enqueue(key);
        }

        return false;
    }

    public static bool IsInterrupt(ConsoleKeyInfo key) =>
        key.KeyChar == '\u0003' || (key.Key == ConsoleKey.C && key.Modifiers == ConsoleModifiers.Control);
}
