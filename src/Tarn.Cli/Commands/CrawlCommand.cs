using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.State;

namespace Tarn.Cli.Commands;

/// <summary>Runs crawlers: finds tables in files and puts them into the catalog.</summary>
internal sealed class CrawlCommand : TarnCommand
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
        IReadOnlyList<CrawlReport> reports =
            await CrawlOutput.RunAsync(context, lake, crawlers, isDryRun, cancellationToken);
        await context.WriteRowsAsync(CrawlOutput.Tables(reports), cancellationToken);
        foreach (CrawlReport report in reports)
        {
            CrawlOutput.Summarize(context, report);
        }

        return CrawlOutput.HasFailed(reports) ? ExitCode.Failed : ExitCode.Ok;
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
}
