using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Notifications;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Crawlers;

namespace Tarn.Cli.Commands;

/// <summary>Runs crawlers before the user's eyes, and tells what they found.</summary>
internal static class CrawlOutput
{
    private const int JunkShown = 20;

    private static readonly OutputColumn[] Columns =
    [
        new("crawler"), new("table"), new("outcome"), new("partitions_added", ColumnKind.Count),
        new("partitions_removed", ColumnKind.Count), new("changes"),
    ];

    /// <summary>Runs crawlers one by one; whoever calls holds the lake's lock, unless it is a dry run.</summary>
    public static async Task<IReadOnlyList<CrawlReport>> RunAsync(
        CommandContext context,
        LakeHost lake,
        IReadOnlyList<CrawlerDefinition> crawlers,
        bool isDryRun,
        CancellationToken cancellationToken)
    {
        List<CrawlReport> reports = [];
        try
        {
            foreach (CrawlerDefinition crawler in crawlers)
            {
                using CrawlLine line = new(context, crawler.Name);
                reports.Add(await lake.CrawlAsync(crawler, isDryRun, line, cancellationToken));
            }
        }
        finally
        {
            if (!isDryRun)
            {
                await LakeNotifications.TellOnceAsync(lake, context.Services, CancellationToken.None);
            }
        }

        return reports;
    }

    /// <summary>What became of each table.</summary>
    public static OutputRows Tables(IReadOnlyList<CrawlReport> reports) =>
        OutputRows.Of(Columns, reports.SelectMany(report => report.Tables.Select(table => new object?[]
        {
            report.Crawler, table.Name, Words.Of(table.Outcome), table.PartitionsAdded, table.PartitionsRemoved,
            string.Join("; ", table.Changes),
        })));

    /// <summary>Prints tables that are not as they were, when there are any.</summary>
    public static async Task WriteChangedAsync(
        CommandContext context, IReadOnlyList<CrawlReport> reports, CancellationToken cancellationToken)
    {
        CrawlReport[] changed = [.. reports.Select(report => report with
        {
            Tables = [.. report.Tables.Where(table => table.Outcome != TableOutcome.Unchanged)],
        })];
        if (changed.Any(report => report.Tables.Count > 0))
        {
            await context.WriteRowsAsync(Tables(changed), cancellationToken);
            await context.Terminal.Output.FlushAsync(cancellationToken);
        }
    }

    /// <summary>What was left out, and how much was done.</summary>
    public static void Summarize(CommandContext context, CrawlReport report)
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
            + $" {ValueText.Count(report.Tables.Count)} tables in"
            + $" {ValueText.Seconds(report.Duration.TotalSeconds)}{dryRun}");
    }

    /// <summary>True when the catalog refused a table.</summary>
    public static bool HasFailed(IReadOnlyList<CrawlReport> reports) =>
        reports.Any(report => report.Tables.Any(table => table.Outcome == TableOutcome.Failed));
}
