using System.Diagnostics;
using Tarn.Cli.Commands;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Queries.Statements;

namespace Tarn.Cli.Shell;

/// <summary>Runs statements on a lake that stays open, and prints what they give or what is wrong with them.</summary>
internal sealed class ShellStatements(CommandContext context, LakeHost lake, ShellSettings settings)
{
    private static readonly Dictionary<string, object?> NoParameters = [];

    /// <summary>The statement that was run last; empty before the first.</summary>
    public string Last { get; private set; } = "";

    /// <param name="sql">One statement.</param>
    /// <param name="cancellationToken">Interrupts the engine.</param>
    /// <returns>As the process would end after this statement alone.</returns>
    public async Task<ExitCode> RunAsync(SqlInFile sql, CancellationToken cancellationToken)
    {
        Last = sql.Text;
        return await GuardAsync(
            async () =>
            {
                await using StreamWriter? file = OpenOutput();
                CommandContext shown = settings.ScreenWidth is { } width ? context.Wide(width()) : context;
                await RunAsync(file is null ? shown : context.WritingTo(file), sql, cancellationToken);
            },
            sql);
    }

    /// <summary>Does something, and says what is wrong when it fails.</summary>
    public async Task<ExitCode> GuardAsync(Func<Task> work, SqlInFile? sql = null)
    {
        try
        {
            await work();
            return ExitCode.Ok;
        }
        catch (OperationCanceledException)
        {
            context.Terminal.Error.WriteLine(context.ErrorPalette.BoldYellow("cancelled"));
            return ExitCode.Interrupted;
        }
        catch (TarnException exception)
        {
            Exception located = sql is null ? exception : SqlDiagnostic.Locate(exception, sql, settings.Dialect);
            return Report(located);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Report(exception);
        }
        finally
        {
            await context.Terminal.Output.FlushAsync(CancellationToken.None);
        }
    }

    private async Task RunAsync(CommandContext target, SqlInFile sql, CancellationToken cancellationToken)
    {
        long startedAt = Stopwatch.GetTimestamp();
        Statement statement = settings.Dialect == SqlDialect.Athena
            ? StatementReader.Read(sql.Text, lake.Queries.Limits)
            : new Statement.Query();
        if (statement is Statement.Query)
        {
            QueryPrint print = new(settings.Target)
            {
                IsSummed = settings.IsTiming && (context.Terminal.IsErrorTerminal || context.Settings.IsVerbose),
                Writer = settings.IsExpanded
                    ? new ExpandedWriter(target.Terminal.Output, target.OutputPalette)
                    : null,
            };
            QueryRunner queries = lake.Queries.In(settings.Dialect);
            await using QueryExecution execution = await (print.IsSummed ? queries.Measuring() : queries).RunAsync(
                sql.Text, NoParameters, settings.AsOf, cancellationToken);
            await QueryCommand.PrintAsync(target, execution, print, cancellationToken);
            return;
        }

        await StatementOutput.WriteAsync(target, lake, statement, settings.Target, cancellationToken);
        if (settings.IsTiming && context.Terminal.IsErrorTerminal)
        {
            string elapsed = ValueText.Seconds(Stopwatch.GetElapsedTime(startedAt).TotalSeconds);
            context.Say(context.ErrorPalette.Dim(elapsed));
        }
    }

    private ExitCode Report(Exception exception) =>
        new ErrorReporter(context.Terminal, context.ErrorPalette, context.Settings.IsVerbose).Report(exception);

    private StreamWriter? OpenOutput() => settings.OutputPath is { } path
        ? new StreamWriter(path, append: true)
        : null;
}
