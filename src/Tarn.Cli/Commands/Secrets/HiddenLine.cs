using Tarn.Cli.Hosting;
using Tarn.Cli.Shell.Editing;

namespace Tarn.Cli.Commands.Secrets;

/// <summary>A line that a person types without seeing it.</summary>
internal static class HiddenLine
{
    /// <exception cref="OperationCanceledException">Ctrl-C was pressed, or the terminal is gone.</exception>
    public static async Task<string> ReadAsync(
        Terminal terminal, string question, CancellationToken cancellationToken)
    {
        using IShellScreen screen = terminal.OpenScreen(cancellationToken);
        screen.Write(question);
        LineBuffer typed = new();
        while (await screen.ReadKeyAsync(cancellationToken) is { } key && !ShellKeys.IsInterrupt(key))
        {
            if (LineEditor.IsEnter(key))
            {
                screen.Write(Environment.NewLine);
                return typed.Text;
            }

            EditKeys.Apply(key, typed);
        }

        screen.Write(Environment.NewLine);
        throw new OperationCanceledException();
    }
}
