using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Commands.Sources;
using Tarn.Cli.Commands.Workflows;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Crawlers;
using Tarn.Crawlers.Stored;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Commands;

/// <summary>Lists what the lake has.</summary>
internal sealed class LsCommand : LakeCommand
{
    private const int RunsShown = 20;

    private static readonly OutputColumn[] TableColumns =
    [
        new("table"), new("kind"), new("rows", ColumnKind.Count), new("files", ColumnKind.Count),
        new("size", ColumnKind.Bytes), new("version", ColumnKind.Number), new("description"),
    ];

    private static readonly OutputColumn[] CrawlerColumns =
    [
        new("crawler"), new("database"), new("targets"), new("last_crawl", ColumnKind.Moment),
        new("objects", ColumnKind.Count), new("tables", ColumnKind.Count), new("left_out", ColumnKind.Count),
        new("schedule"), new("next_crawl", ColumnKind.Moment), new("description"),
    ];

    private static readonly string[] Kinds =
        ["tables", "models", "jobs", "queries", "crawlers", "streams", "sources", "workflows", "runs"];

    private static readonly Argument<string> Kind = new Argument<string>("kind")
    {
        Description = $"{string.Join(", ", Kinds[..^1])} or {Kinds[^1]}",
        HelpName = "KIND",
        DefaultValueFactory = _ => Kinds[0],
    }.AcceptOnlyFromAmong(Kinds);

    public LsCommand()
        : base("ls", $"List {Kind.Description}")
    {
        Arguments.Add(Kind);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        OutputRows rows = context.Arguments.GetRequiredValue(Kind) switch
        {
            "models" => DefinitionTables.Models(lake.Definition),
            "jobs" => await JobsAsync(context, lake, cancellationToken),
            "queries" => DefinitionTables.Queries(lake.Definition),
            "crawlers" => await CrawlersAsync(context, lake, cancellationToken),
            "streams" => DefinitionTables.Streams(lake.Definition),
            "sources" => await SourceRows.OfAsync(
                lake, context.Services.TimeProvider.GetUtcNow(), cancellationToken),
            "workflows" => await WorkflowsListCommand.ListAsync(context, lake, cancellationToken),
            "runs" => await RunsAsync(lake, cancellationToken),
            _ => await TablesAsync(lake, cancellationToken),
        };
        await context.WriteRowsAsync(rows, cancellationToken);
        return ExitCode.Ok;
    }

    private static async Task<OutputRows> TablesAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableSummary> tables = await lake.Descriptions.SummarizeAllAsync(cancellationToken);
        return OutputRows.Of(TableColumns, tables.Select(table => new object?[]
        {
            table.Name.ToString(), Words.Of(table.Kind), table.Rows, table.Files, table.SizeBytes, table.Version,
            table.Description,
        }));
    }

    /// <summary>Those of models in the order in which they can run, then those that only clients made.</summary>
    private static async Task<OutputRows> JobsAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        JobCatalog jobs = LakeCatalogs.JobsOf(lake, context.Services.TimeProvider);
        IReadOnlyList<KnownJob> known = await jobs.ListAsync(cancellationToken);
        return DefinitionTables.Jobs(
        [
            .. lake.Definition.Jobs,
            .. known.Where(job => !jobs.IsOfModels(job.Name)).Select(job => new JobDefinition(job.Name, job.Models)),
        ]);
    }

    private static async Task<OutputRows> CrawlersAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        DateTimeOffset now = context.Services.TimeProvider.GetUtcNow();
        List<object?[]> rows = [];
        foreach (KnownCrawler known in await LakeCatalogs.CrawlersOf(lake, context.Services.TimeProvider)
            .ListAsync(cancellationToken))
        {
            CrawlerDefinition crawler = known.Definition;
            CrawlSummary? last = await lake.Crawlers.FindLastAsync(crawler.Name, cancellationToken);
            rows.Add([
                crawler.Name, crawler.Database, string.Join(", ", crawler.Targets), last?.StartedAt, last?.Objects,
                last?.Tables, last?.Junk, Triggers(crawler), crawler.Schedule?.Next(now), crawler.Description,
            ]);
        }

        return OutputRows.Of(CrawlerColumns, rows);
    }

    private static string Triggers(CrawlerDefinition crawler)
    {
        string?[] triggers = [crawler.Schedule?.ToString(), crawler.OnArrival ? "on arrival" : null];
        return string.Join(", ", triggers.OfType<string>());
    }

    private static async Task<OutputRows> RunsAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        List<KnownRun> runs = await lake.AllRuns.Book.ListAsync(cancellationToken)
            .Take(RunsShown)
            .ToListAsync(cancellationToken);
        return OutputRows.Of(RunTables.RunColumns, runs.Select(RunTables.Run));
    }
}
