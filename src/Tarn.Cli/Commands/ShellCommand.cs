using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Shell;
using Tarn.Cli.Shell.Editing;
using Tarn.Common;
using Tarn.Engine.Dialect;

namespace Tarn.Cli.Commands;

/// <summary>Statements one after another over a lake that stays open: typed, or read from the input.</summary>
internal sealed class ShellCommand : LakeCommand
{
    private const string HistoryFile = "shell-history";

    private static readonly Option<SqlDialect?> DialectOption = new("--dialect")
    {
        Description = "What statements are written in; the default is engine.dialect of lake.yaml",
        HelpName = "athena|duckdb",
    };

    private static readonly Option<bool> KeepGoing = new("--keep-going", "-k")
    {
        Description = "Go on with the next statement after one that failed",
    };

    public ShellCommand()
        : base("shell", "Type statements, or run those of the input, over a lake that stays open")
    {
        Options.Add(DialectOption);
        Options.Add(KeepGoing);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        OutputTarget target = context.Target(OutputOption.Rows);
        Terminal terminal = context.Terminal;
        bool isTyped = terminal.IsInputTerminal && terminal.IsOutputTerminal && !context.Settings.NoInput;
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        using IShellScreen? screen = isTyped ? terminal.OpenScreen(cancellationToken) : null;
        ShellSettings settings = new()
        {
            Dialect = context.Arguments.GetValue(DialectOption) ?? lake.Definition.Engine.QueryDialect,
            Target = target,
            ScreenWidth = screen is null ? null : () => screen.Width,
        };
        ShellSession session = new(context, lake, settings)
        {
            KeepsGoing = context.Arguments.GetValue(KeepGoing),
        };
        if (screen is not null)
        {
            ShellHistory history = new(Path.Combine(lake.StateDirectory, HistoryFile));
            await new InteractiveShell(session, screen, history).RunAsync(cancellationToken);
            return ExitCode.Ok;
        }

        string text = await terminal.Input.ReadToEndAsync(cancellationToken);
        ExitCode result = await session.RunAsync(text, new SourceLocation("input", 1, 1), cancellationToken);
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : result;
    }
}
