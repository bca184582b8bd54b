using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Engine.Values;
using Tarn.Tables;

namespace Tarn.Cli.Commands;

/// <summary>The commits of a table, newest first.</summary>
internal sealed class HistoryCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
    [
        new("version", ColumnKind.Number), new("at", ColumnKind.Moment), new("operation"), new("run"), new("metrics"),
    ];

    public HistoryCommand()
        : base("history", "List the commits of a table, newest first")
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        CatalogTable.Managed managed = await TableArgument.FindManagedAsync(
            lake, context.Arguments.GetRequiredValue(TableArgument.Required), cancellationToken);
        List<object?[]> rows = [];
        await foreach (CommitRecord commit in lake.Tables.Open(managed).HistoryAsync(cancellationToken))
        {
            StructValue metrics = new([.. commit.Metrics
                .OrderBy(metric => metric.Key, StringComparer.Ordinal)
                .Select(metric => new KeyValuePair<string, object?>(metric.Key, Number(metric.Value)))]);
            rows.Add([commit.Version, commit.Timestamp, commit.Operation, commit.RunId, metrics]);
        }

        await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
        return ExitCode.Ok;
    }

    private static object Number(string text) => long.TryParse(text, out long number) ? number : text;
}
