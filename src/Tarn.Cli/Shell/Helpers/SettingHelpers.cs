using Tarn.Cli.Errors;
using Tarn.Engine.Dialect;
using Tarn.Tables;

namespace Tarn.Cli.Shell.Helpers;

/// <summary>Helpers that change how statements after them run.</summary>
internal static class SettingHelpers
{
    public static Task DialectAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        session.Settings.Dialect = argument.ToLowerInvariant() switch
        {
            "" => session.Settings.Dialect,
            "athena" => SqlDialect.Athena,
            "duckdb" => SqlDialect.DuckDb,
            _ => throw new UsageException($"there is no dialect '{argument}'; expected athena or duckdb"),
        };
        string whose = session.Settings.Dialect == SqlDialect.Athena ? "Athena's" : "DuckDB's";
        session.Context.Say($"statements are {whose}");
        return Task.CompletedTask;
    }

    public static Task AsOfAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        session.Settings.AsOf = argument.Length == 0 ? null : AsOf.TryParse(argument)
            ?? throw new UsageException($"'{argument}' is no version and no moment such as 2026-03-01T12:00:00Z");
        session.Context.Say(argument.Length == 0 ? "tables are read as they are" : $"tables are read as of {argument}");
        return Task.CompletedTask;
    }

    public static Task TimingAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        session.Settings.IsTiming = Switch(argument, session.Settings.IsTiming);
        session.Context.Say($"timing is {Word(session.Settings.IsTiming)}");
        return Task.CompletedTask;
    }

    public static Task ExpandedAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        session.Settings.IsExpanded = Switch(argument, session.Settings.IsExpanded);
        session.Context.Say($"expanded output is {Word(session.Settings.IsExpanded)}");
        return Task.CompletedTask;
    }

    public static Task OutputAsync(string argument, ShellSession session, CancellationToken cancellationToken)
    {
        session.Settings.OutputPath = argument.Length == 0
            ? null
            : Path.GetFullPath(argument, session.Context.Terminal.WorkingDirectory);
        session.Context.Say(argument.Length == 0 ? "results are shown" : $"results go to {argument}");
        return Task.CompletedTask;
    }

    private static bool Switch(string argument, bool current) => argument switch
    {
        "" => !current,
        "on" => true,
        "off" => false,
        _ => throw new UsageException($"'{argument}' is neither on nor off"),
    };

    private static string Word(bool isOn) => isOn ? "on" : "off";
}
