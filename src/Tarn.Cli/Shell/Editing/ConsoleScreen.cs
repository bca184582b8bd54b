using Tarn.Cli.Hosting;

namespace Tarn.Cli.Shell.Editing;

/// <summary>The terminal of the process, where Ctrl-C is a key like others as long as this is open.</summary>
internal sealed class ConsoleScreen : IShellScreen, IDisposable
{
    private const int WidthMin = 20;

    private readonly Terminal _terminal;
    private readonly CancellationToken _ending;

    /// <param name="terminal">The streams.</param>
    /// <param name="ending">Ends the process while it waits for a key, which nothing else can.</param>
    public ConsoleScreen(Terminal terminal, CancellationToken ending)
    {
        _terminal = terminal;
        _ending = ending;
        Console.TreatControlCAsInput = true;
    }

    public int Width => WidthOf(_terminal);

    public bool HasKey => Console.KeyAvailable;

    public ConsoleKeyInfo? ReadKey()
    {
        using CancellationTokenRegistration registration =
            _ending.Register(() => Environment.Exit((int)ExitCode.Interrupted));
        try
        {
            return Console.ReadKey(intercept: true);
        }
        catch (InvalidOperationException)
        {
            // The terminal is gone.
            return null;
        }
    }

    public void Write(string text)
    {
        _terminal.Output.Write(text);
        _terminal.Output.Flush();
    }

    /// <summary>The width that it has now: people change it.</summary>
    public static int WidthOf(Terminal terminal) =>
        Math.Max(WidthMin, Console.WindowWidth > 0 ? Console.WindowWidth : terminal.Width);

    public void Dispose() => Console.TreatControlCAsInput = false;
}
