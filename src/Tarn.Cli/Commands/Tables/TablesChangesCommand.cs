using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Tables;
using Tarn.Tables.Changes;

namespace Tarn.Cli.Commands.Tables;

/// <summary>The rows of a table that changed from one version to another: its change data feed.</summary>
internal sealed class TablesChangesCommand : LakeCommand
{
    private static readonly Option<AsOf?> From = new("--from")
    {
        Description = "The first version, or a moment such as 2026-03-01T12:00:00Z",
        HelpName = "VERSION|TIMESTAMP",
        Required = true,
        CustomParser = AsOfText.Parse,
    };

    private static readonly Option<AsOf?> To = new("--to")
    {
        Description = "The last version, or a moment; the newest when it is left out",
        HelpName = "VERSION|TIMESTAMP",
        CustomParser = AsOfText.Parse,
    };

    public TablesChangesCommand()
        : base("changes", "List the rows that changed from one version to another")
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(From);
        Options.Add(To);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        CatalogTable.Managed managed = await TableArgument.FindManagedAsync(
            lake, context.Arguments.GetRequiredValue(TableArgument.Required), cancellationToken);
        string[] arguments =
        [
            .. new[] { managed.Name.ToString(), Text(context.Arguments.GetValue(From)),
                Text(context.Arguments.GetValue(To)) }.OfType<string>().Select(SqlText.Literal),
        ];
        await using QueryExecution execution = await lake.Queries.In(SqlDialect.DuckDb).RunAsync(
            $"SELECT * FROM table_changes({SqlText.List(arguments)}) "
            + $"ORDER BY {ChangeColumns.Version}, {ChangeColumns.Type} = '{ChangeColumns.Insert}'",
            new Dictionary<string, object?>(),
            cancellationToken);
        await context.WriteRowsAsync(OutputRows.From(execution.Rows, long.MaxValue), cancellationToken);
        return ExitCode.Ok;
    }

    private static string? Text(AsOf? asOf) => asOf switch
    {
        AsOf.Version(long number) => $"{number}",
        AsOf.Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O"),
        _ => null,
    };
}
