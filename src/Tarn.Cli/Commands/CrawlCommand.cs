using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.State;

namespace Tarn.Cli.Commands;

/// <summary>Runs crawlers: finds tables in files and puts them into the catalog.</summary>
internal sealed class CrawlCommand : TarnCommand
{
    private const int JunkShown = 20;

    private static readonly OutputColumn[] Columns =
    [
        new("crawler"), new("table"), new("outcome"), new("partitions_added", ColumnKind.Count),
        new("partitions_removed", ColumnKind.Count), new("changes"),
    ];

    private static readonly Argument<string[]> Names = new("name")
    {
        Description = "Crawlers to run [default: all]",
        HelpName = "NAME",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would be done, and write nothing",
    };

    public CrawlCommand(CliServices services)
        : base(services, "crawl", "Find tables in files and put them into the catalog")
    {
        Arguments.Add(Names);
        Options.Add(DryRun);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        IReadOnlyList<CrawlerDefinition> crawlers = Choose(lake, context.Arguments.GetValue(Names) ?? []);
        bool isDryRun = context.Arguments.GetValue(DryRun);
        using LakeLock? owned = isDryRun ? null : LakeLock.Acquire(lake.StateDirectory);
        List<CrawlReport> reports = [];
        foreach (CrawlerDefinition crawler in crawlers)
        {
            using CrawlLine line = new(context, crawler.Name);
            reports.Add(await lake.Crawlers.RunAsync(crawler, isDryRun, line, cancellationToken));
        }

        await context.WriteRowsAsync(OutputRows.Of(Columns, reports.SelectMany(Rows)), cancellationToken);
        foreach (CrawlReport report in reports)
        {
            Summarize(context, report);
        }

        bool hasFailed = reports.Any(report => report.Tables.Any(table => table.Outcome == TableOutcome.Failed));
        return hasFailed ? ExitCode.Failed : ExitCode.Ok;
    }

    private static IReadOnlyList<CrawlerDefinition> Choose(LakeHost lake, string[] names)
    {
        IReadOnlyList<CrawlerDefinition> all = lake.Definition.Crawlers;
        if (all.Count == 0)
        {
            throw new TarnException(ErrorCodes.UnknownName, "this lake has no crawlers")
            {
                Hint = "write one into crawlers/NAME.yaml; docs/guide/crawlers.md says how",
            };
        }

        foreach (string name in names.Where(name => all.All(crawler => crawler.Name != name)))
        {
            throw new TarnException(ErrorCodes.UnknownName, $"there is no crawler '{name}'")
            {
                Hint = Suggestion.DidYouMean(name, all.Select(crawler => crawler.Name))
                    ?? "'tarn ls crawlers' lists them",
            };
        }

        return names.Length == 0 ? all : [.. all.Where(crawler => names.Contains(crawler.Name))];
    }

    private static IEnumerable<object?[]> Rows(CrawlReport report) => report.Tables.Select(table => new object?[]
    {
        report.Crawler, table.Name, Words.Of(table.Outcome), table.PartitionsAdded, table.PartitionsRemoved,
        string.Join("; ", table.Changes),
    });

    private static void Summarize(CommandContext context, CrawlReport report)
    {
        foreach (JunkObject junk in report.Junk.Take(JunkShown))
        {
            context.Say($"{context.ErrorPalette.Yellow("left out")}: {junk.Bucket}/{junk.Key}: {junk.Reason}");
        }

        if (report.JunkCount > JunkShown)
        {
            context.Say($"and {ValueText.Count(report.JunkCount - JunkShown)} more");
        }

        string dryRun = report.IsDryRun ? " (nothing was written)" : "";
        context.Say(
            $"{context.ErrorPalette.Cyan(report.Crawler)}: {ValueText.Count(report.ObjectsListed)} objects,"
            + $" {ValueText.Count(report.ObjectsRead)} read, {ValueText.Count(report.JunkCount)} left out;"
            + $" {ValueText.Count(report.Tables.Count)} tables in {UnitText.Of(Seconds(report.Duration))}{dryRun}");
    }

    private static TimeSpan Seconds(TimeSpan duration) =>
        TimeSpan.FromMilliseconds(Math.Round(duration.TotalMilliseconds));
}
