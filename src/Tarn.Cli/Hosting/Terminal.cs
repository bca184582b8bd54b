using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Tarn.Cli.Shell.Editing;

namespace Tarn.Cli.Hosting;

/// <summary>Where the process talks to: its three streams, whether people sit at them, and its environment.</summary>
internal sealed record Terminal
{
    private const int WidthWhenUnknown = 120;
    private const int HeightWhenUnknown = 24;
    private const int OutputBufferBytes = 64 * 1024;

    /// <summary>For data.</summary>
    public required TextWriter Output { get; init; }

    /// <summary>For messages and progress.</summary>
    public required TextWriter Error { get; init; }

    public required TextReader Input { get; init; }

    public required bool IsOutputTerminal { get; init; }

    public required bool IsErrorTerminal { get; init; }

    public required bool IsInputTerminal { get; init; }

    /// <summary>Cells of a line.</summary>
    public required int Width { get; init; }

    /// <summary>Lines of the screen.</summary>
    public int Height { get; init; } = HeightWhenUnknown;

    /// <summary>The value of an environment variable; null when it is unset or empty.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>Takes keyboard and screen from the streams, key by key, until what it gives is disposed.</summary>
    public required Func<CancellationToken, IShellScreen> OpenScreen { get; init; }

    /// <summary>Lends the terminal to a program and waits for its end; says why it cannot be started, if so.</summary>
    public required Func<IReadOnlyList<string>, CancellationToken, Task<string?>> RunProgram { get; init; }

    /// <summary>All variables that commands ask for.</summary>
    public static IReadOnlyList<string> VariableNames { get; } =
    [
        "EDITOR", "NO_COLOR", "TARN_DIRECTORY", "TARN_ENV", "TARN_NO_COLOR", "TARN_NO_INPUT", "TARN_OUTPUT",
        "TARN_PROGRAM", "TARN_QUIET", "TARN_VERBOSE", "TARN_YES", "TERM", "USER", "USERNAME",
        "VISUAL",
    ];

    public static Terminal OfProcess()
    {
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        bool isOutputTerminal = !Console.IsOutputRedirected;
        StreamWriter output = new(Console.OpenStandardOutput(), encoding, OutputBufferBytes)
        {
            AutoFlush = isOutputTerminal,
        };
        bool hasScreen = isOutputTerminal || !Console.IsErrorRedirected;
        int width = Measure(hasScreen, () => Console.WindowWidth, WidthWhenUnknown);
        StreamWriter error = new(Console.OpenStandardError(), encoding) { AutoFlush = true };
        return new Terminal
        {
            Output = output,
            Error = TextWriter.Synchronized(error),
            Input = Console.In,
            IsOutputTerminal = isOutputTerminal,
            IsErrorTerminal = !Console.IsErrorRedirected,
            IsInputTerminal = !Console.IsInputRedirected,
            Width = width,
            Height = Measure(hasScreen, () => Console.WindowHeight, HeightWhenUnknown),
            Variable = name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
            WorkingDirectory = Environment.CurrentDirectory,
            OpenScreen = ending => new ConsoleScreen(output, width, ending),
            RunProgram = RunProgramAsync,
        };
    }

    private static async Task<string?> RunProgramAsync(
        IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        try
        {
            using Process process = Process.Start(words[0], words.Skip(1));
            await process.WaitForExitAsync(cancellationToken);
            return null;
        }
        catch (Win32Exception exception)
        {
            return exception.Message;
        }
    }

    private static int Measure(bool hasScreen, Func<int> ask, int whenUnknown)
    {
        if (!hasScreen)
        {
            return whenUnknown;
        }

        try
        {
            return ask() is int size and > 0 ? size : whenUnknown;
        }
        catch (IOException)
        {
            return whenUnknown;
        }
    }
}
