using Tarn.Cli.Output;
using Tarn.Cli.Shell.Editing;
using Tarn.Common;

namespace Tarn.Cli.Shell;

/// <summary>A person types statements; Ctrl-C ends the one that runs and not the shell.</summary>
internal sealed class InteractiveShell(ShellSession session, IShellScreen screen, ShellHistory history)
{
    private static readonly TimeSpan KeyInterval = TimeSpan.FromMilliseconds(30);

    private readonly ShellKeys _keys = new(screen);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        Palette palette = session.Context.OutputPalette;
        string prompt = session.Lake.Definition.Name + "> ";
        LineEditor editor = new(screen, _keys, palette, history, new ShellCompleter(session.Names));
        session.Context.Say(session.Context.ErrorPalette.Dim(
            $"lake {session.Lake.Definition.Name}; \\? lists helpers, \\q or Ctrl-D leaves"));
        while (!session.IsOver && !cancellationToken.IsCancellationRequested)
        {
            string initial = session.NextText;
            session.NextText = "";
            LineResult result = await editor.ReadAsync(prompt, initial, ShellInput.IsComplete, cancellationToken);
            if (result is LineResult.Left)
            {
                return;
            }

            if (result is LineResult.Entered { Text: var text } && text.Trim().Length > 0)
            {
                history.Add(text);
                await RunAsync(text, cancellationToken);
            }
        }
    }

    private async Task RunAsync(string text, CancellationToken cancellationToken)
    {
        using CancellationTokenSource interruption =
            CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<ExitCode> run = session.RunAsync(text, new SourceLocation("SQL", 1, 1), interruption.Token);
        while (!run.IsCompleted)
        {
            if (!session.IsScreenLent && await _keys.TakeInterruptAsync(cancellationToken))
            {
                await interruption.CancelAsync();
            }

            await Task.WhenAny(
                run, Task.Delay(KeyInterval, session.Context.Services.TimeProvider, CancellationToken.None));
        }

        await run;
    }
}
