using System.Text;
using Spectre.Console;
using Tarn.Cli.Hosting;

namespace Tarn.Cli.Progress;

/// <summary>Where bars are drawn: the terminal of the call, which need not be that of the process.</summary>
internal sealed class BarOutput(Terminal terminal) : IAnsiConsoleOutput
{
    public TextWriter Writer => terminal.Error;

    public bool IsTerminal => terminal.IsErrorTerminal;

    public int Width => terminal.Width;

    public int Height => terminal.Height;

    /// <summary>It is UTF-8.</summary>
    public void SetEncoding(Encoding encoding)
    {
    }
}
