using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Telemetry;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Crawlers.Stored;
using Tarn.State;

namespace Tarn.Cli.Commands;

/// <summary>Runs crawlers: finds tables in files and puts them into the catalog.</summary>
internal sealed class CrawlCommand : LakeCommand
{
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

    private static readonly Option<bool> Watch = new("--watch")
    {
        Description = "Stay, and crawl when schedules say so and when objects arrive",
    };

    public CrawlCommand()
        : base("crawl", "Find tables in files and put them into the catalog")
    {
        Arguments.Add(Names);
        Options.Add(DryRun);
        Options.Add(Watch);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await using TelemetryExport? telemetry = context.StartTelemetry(lake);
        IReadOnlyList<KnownCrawler> known =
            await LakeCatalogs.CrawlersOf(lake, context.Services.TimeProvider).ListAsync(cancellationToken);
        IReadOnlyList<CrawlerDefinition> crawlers = Choose(
            [.. known.Select(crawler => crawler.Definition)], context.Arguments.GetValue(Names) ?? []);
        bool isDryRun = context.Arguments.GetValue(DryRun);
        if (context.Arguments.GetValue(Watch))
        {
            await WatchAsync(context, lake, crawlers, cancellationToken);
            return ExitCode.Interrupted;
        }

        using ILakeTurn? owned = isDryRun ? null : lake.LockForCrawls();
        IReadOnlyList<CrawlReport> reports = await CrawlOutput.RunAsync(
            context, lake, crawlers, isDryRun, cancellationToken);
        await context.WriteRowsAsync(CrawlOutput.Tables(reports), cancellationToken);
        foreach (CrawlReport report in reports)
        {
            CrawlOutput.Summarize(context, report);
        }

        return CrawlOutput.HasFailed(reports) ? ExitCode.Failed : ExitCode.Ok;
    }

    /// <summary>Returns when it is cancelled, which is how a watch ends.</summary>
    private static async Task WatchAsync(
        CommandContext context,
        LakeHost lake,
        IReadOnlyList<CrawlerDefinition> crawlers,
        CancellationToken cancellationToken)
    {
        if (context.Arguments.GetValue(DryRun))
        {
            throw new UsageException("--watch writes what it finds; leave out --dry-run");
        }

        bool isNamed = (context.Arguments.GetValue(Names) ?? []).Length > 0;
        CrawlerDefinition[] watched = [.. crawlers.Where(StartsByItself)];
        if (watched.Length == 0 || (isNamed && watched.Length < crawlers.Count))
        {
            string which = isNamed
                ? $"crawler '{crawlers.First(crawler => !StartsByItself(crawler)).Name}' has"
                : "no crawler of this lake has";
            throw new TarnException(ErrorCodes.BadArgument, $"{which} {(isNamed ? "no" : "a")} schedule to watch for")
            {
                Hint = "say 'schedule: 0 2 * * *' or 'on_arrival: true' in its file below crawlers/",
            };
        }

        context.Say($"watching for {string.Join(", ", watched.Select(crawler => crawler.Name))}; Ctrl-C ends it");
        try
        {
            await lake.Watch(watched, new WatchedCrawls(context, lake)).RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            context.Say("the watch has ended");
        }
    }

    private static bool StartsByItself(CrawlerDefinition crawler) => crawler.Schedule is not null || crawler.OnArrival;

    private static IReadOnlyList<CrawlerDefinition> Choose(IReadOnlyList<CrawlerDefinition> all, string[] names)
    {
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
}
