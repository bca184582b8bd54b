using System.CommandLine;
using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Lists the registered partitions of an entry.</summary>
internal sealed class CatalogPartitionsCommand : LakeCommand
{
    private const int DefaultLimit = 1000;
    private const string Null = "null";

    private static readonly OutputColumn[] Columns =
        [new("partition"), new("location"), new("created", ColumnKind.Moment)];

    private static readonly Option<int> Limit = new("--limit")
    {
        Description = "How many at most",
        HelpName = "N",
        DefaultValueFactory = _ => DefaultLimit,
    };

    private static readonly Option<string?> After = new("--after")
    {
        Description = "Go on from where an earlier call ended: the token it printed",
        HelpName = "TOKEN",
    };

    public CatalogPartitionsCommand()
        : base("partitions", "List the partitions of an entry in order of their values")
    {
        Arguments.Add(TableArgument.Required);
        Options.Add(Limit);
        Options.Add(After);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        TableEntry entry = await lake.Entries.GetAsync(
            CatalogArgument.Name(context.Arguments.GetRequiredValue(TableArgument.Required)), cancellationToken);
        PartitionPage page = await lake.Entries.Partitions(entry.Name).ListAsync(
            context.Arguments.GetValue(After), context.Arguments.GetValue(Limit), cancellationToken);
        string bucket = entry.Storage?.Bucket ?? "";
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, page.Partitions.Select(partition => new object?[]
            {
                string.Join(
                    '/', entry.PartitionKeys.Zip(partition.Values, (key, value) => $"{key.Name}={value ?? Null}")),
                $"{bucket}/{partition.Prefix}",
                partition.CreatedAt,
            })),
            cancellationToken);
        if (page.NextPageToken is not null)
        {
            context.Say($"there are more: --after {page.NextPageToken}");
        }

        return ExitCode.Ok;
    }
}
