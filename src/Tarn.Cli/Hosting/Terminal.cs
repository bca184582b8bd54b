using System.Text;

namespace Tarn.Cli.Hosting;

/// <summary>Where the process talks to: its three streams, whether people sit at them, and its environment.</summary>
internal sealed record Terminal
{
    private const int WidthWhenUnknown = 120;
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

    /// <summary>The value of an environment variable; null when it is unset or empty.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required string WorkingDirectory { get; init; }

    public static Terminal OfProcess()
    {
        UTF8Encoding encoding = new(encoderShouldEmitUTF8Identifier: false);
        bool isOutputTerminal = !Console.IsOutputRedirected;
        StreamWriter output = new(Console.OpenStandardOutput(), encoding, OutputBufferBytes)
        {
            AutoFlush = isOutputTerminal,
        };
        StreamWriter error = new(Console.OpenStandardError(), encoding) { AutoFlush = true };
        return new Terminal
        {
            Output = output,
            Error = TextWriter.Synchronized(error),
            Input = Console.In,
            IsOutputTerminal = isOutputTerminal,
            IsErrorTerminal = !Console.IsErrorRedirected,
            IsInputTerminal = !Console.IsInputRedirected,
            Width = FindWidth(isOutputTerminal || !Console.IsErrorRedirected),
            Variable = name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
            WorkingDirectory = Environment.CurrentDirectory,
        };
    }

    private static int FindWidth(bool isTerminal)
    {
        if (!isTerminal)
        {
            return WidthWhenUnknown;
        }

        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : WidthWhenUnknown;
        }
        catch (IOException)
        {
            return WidthWhenUnknown;
        }
    }
}
