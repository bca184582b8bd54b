using Tarn.Cli.Commands;
using Tarn.Cli.Errors;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Queries.Scanning;

namespace Tarn.Cli.Shell.Helpers;

/// <summary>Helpers that work on statements: run those of a file, change the last, tell what one would read.</summary>
internal static class StatementHelpers
{
    private static readonly Dictionary<string, object?> NoParameters = [];

    public static async Task RunFileAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(argument, session.Context.Terminal.WorkingDirectory);
        if (!File.Exists(path))
        {
            throw new UsageException($"there is no file '{argument}'");
        }

        string text = await File.ReadAllTextAsync(path, cancellationToken);
        await session.RunAsync(text, new SourceLocation(argument, 1, 1), cancellationToken);
    }

    public static async Task EstimateAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        SqlInFile sql = new(argument.Length > 0 ? argument : session.Statements.Last, new SourceLocation("SQL", 1, 1));
        try
        {
            IReadOnlyList<ScanEstimate> tables = await session.Lake.Queries.In(session.Settings.Dialect).EstimateAsync(
                sql.Text, NoParameters, session.Settings.AsOf, cancellationToken);
            await QueryEstimate.WriteAsync(
                session.Context,
                tables,
                session.Lake.Definition.Engine.Price,
                session.Settings.Target,
                cancellationToken);
        }
        catch (TarnException exception)
        {
            throw SqlDiagnostic.Locate(exception, sql, session.Settings.Dialect);
        }
    }

    /// <summary>Opens what $VISUAL or $EDITOR names on the last statement; what was saved is typed on.</summary>
    public static async Task EditAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        string editor = session.Context.Terminal.Variable("VISUAL")
            ?? session.Context.Terminal.Variable("EDITOR")
            ?? "vi";
        string path = Path.Combine(
            session.Lake.StateDirectory, $"edit-{session.Context.Services.IdSource.NextId()}.sql");
        session.IsScreenLent = true;
        try
        {
            await WritePrivateAsync(path, session.Statements.Last + ";\n");
            string[] words = editor.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (await session.Context.Terminal.RunProgram([.. words, path], cancellationToken) is { } fault)
            {
                throw new TarnException(ErrorCodes.BadArgument, $"'{editor}' cannot be started: {fault}")
                {
                    Hint = "set EDITOR to an editor that there is",
                };
            }

            session.NextText = (await File.ReadAllTextAsync(path, cancellationToken)).TrimEnd();
        }
        finally
        {
            session.IsScreenLent = false;
            File.Delete(path);
        }
    }

    private static async Task WritePrivateAsync(string path, string text)
    {
        await using StreamWriter writer = new(path, PrivateFile.Options(FileMode.CreateNew));
        await writer.WriteAsync(text);
    }
}
