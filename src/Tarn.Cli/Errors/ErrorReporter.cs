using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;

namespace Tarn.Cli.Errors;

/// <summary>Tells a person what ended a command.</summary>
internal sealed class ErrorReporter(Terminal terminal, Palette palette, bool isVerbose)
{
    private const int BrokenPipe = 32;

    /// <summary>Writes the error and returns the exit code that goes with it.</summary>
    public ExitCode Report(Exception exception)
    {
        switch (exception)
        {
            // Whoever reads the output has enough of it: head, or a pager that was closed.
            case IOException { HResult: BrokenPipe }:
                return ExitCode.Ok;
            case OperationCanceledException:
                Write(ErrorCodes.Interrupted, "interrupted", hint: null);
                break;
            case DiagnosticException diagnostics:
                terminal.Error.Write(new DiagnosticRenderer(palette).Render(diagnostics.Diagnostics));
                WriteSummary(diagnostics);
                break;
            case TarnException tarn:
                Write(tarn.Code, tarn.Message, tarn.Hint);
                break;
            default:
                WriteUnexpected(exception);
                break;
        }

        if (isVerbose && exception is TarnException)
        {
            terminal.Error.WriteLine(palette.Dim(exception.ToString()));
        }

        return ExitCodes.Of(exception);
    }

    private void Write(string code, string message, string? hint)
    {
        terminal.Error.WriteLine($"{palette.BoldRed($"error[{code}]")}: {message}");
        if (hint is not null)
        {
            terminal.Error.WriteLine($"  {palette.Blue("=")} {hint}");
        }
    }

    private void WriteSummary(DiagnosticException exception)
    {
        int errors = exception.Diagnostics.Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (errors > 1)
        {
            terminal.Error.WriteLine($"\n{errors} errors; 'tarn explain {exception.Code}' says more about the first");
        }
    }

    private void WriteUnexpected(Exception exception)
    {
        terminal.Error.WriteLine($"{palette.BoldRed("error")}: {exception.Message}");
        string more = isVerbose ? exception.ToString() : "this is a fault of Tarn; --verbose shows where it happened";
        terminal.Error.WriteLine(palette.Dim(more));
    }
}
