namespace Tarn.Cli.Shell.Editing;

/// <summary>The terminal of the process, where Ctrl-C is a key like others as long as this is open.</summary>
internal sealed class ConsoleScreen : IShellScreen
{
    private const int WidthMin = 20;

    private readonly TextWriter _output;
    private readonly int _widthWhenUnknown;
    private readonly CancellationToken _ending;

    /// <param name="output">Where it is drawn.</param>
    /// <param name="widthWhenUnknown">Cells of a line of a terminal that does not say.</param>
    /// <param name="ending">Ends the process while it waits for a key, which nothing else can.</param>
    public ConsoleScreen(TextWriter output, int widthWhenUnknown, CancellationToken ending)
    {
        _output = output;
        _widthWhenUnknown = widthWhenUnknown;
        _ending = ending;
        Console.TreatControlCAsInput = true;
    }

    /// <summary>The width that it has now: people change it.</summary>
    public int Width =>
        Math.Max(WidthMin, Console.WindowWidth > 0 ? Console.WindowWidth : _widthWhenUnknown);

    public bool HasKey => Console.KeyAvailable;

    public ValueTask<ConsoleKeyInfo?> ReadKeyAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration =
            _ending.Register(() => Environment.Exit((int)ExitCode.Interrupted));
        try
        {
            return new(Console.ReadKey(intercept: true));
        }
        catch (InvalidOperationException)
        {
            // The terminal is gone.
            return new((ConsoleKeyInfo?)null);
        }
    }

    public void Write(string text)
    {
        _output.Write(text);
        _output.Flush();
    }

    public void Dispose() => Console.TreatControlCAsInput = false;
}
