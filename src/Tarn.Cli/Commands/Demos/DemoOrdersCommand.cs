using System.CommandLine;
using System.Text;
using Tarn.Cli.Commands.Generate;
using Tarn.Cli.Demo;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation.Orders;
using Tarn.State;

namespace Tarn.Cli.Commands.Demos;

/// <summary>
/// Customers and orders of a PostgreSQL database, taken in twice: all of them first, then what a week has changed, with
/// deletes and a transaction that was late.
/// </summary>
internal sealed class DemoOrdersCommand : LocalCommand
{
    private const string Sample = "orders";
    private const int LateCount = 5;

    private static readonly string[] Answers = ["changes", "value_by_segment", "value_by_region", "monthly_revenue"];

    private static readonly string[] NextCalls =
    [
        "query \"SELECT state, count(*) FROM staging.orders GROUP BY ALL\"",
        "bookmark show raw.orders",
        "quality staging.orders",
        "lineage curated.monthly_revenue --up",
    ];

    private static readonly Option<string?> Target = SampleLake.TargetOption(Sample);

    private static readonly Option<string?> Url = new("--url")
    {
        Description = "Database to use, as postgresql://user:password@host:5432/database [default: a private server]",
        HelpName = "URL",
    };

    public DemoOrdersCommand()
        : base(Sample, "Customers and orders of a PostgreSQL database: taken in, kept up with, asked")
    {
        Options.Add(Target);
        Options.Add(Url);
        OrdersArguments.AddTo(this);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string directory = SampleLake.DirectoryOf(context, Sample, context.Arguments.GetValue(Target));
        SampleLake.Ensure(context, Sample, directory);
        await using OrdersDatabase database =
            await OrdersDatabase.OpenAsync(context, context.Arguments.GetValue(Url), cancellationToken);
        WriteUrl(directory, database.Url, context.Services.IdSource);
        OrdersGenerator generator = OrdersGenerator.Of(OrdersDatabase.Parse(database.Url));
        if (!await generator.IsLoadedAsync(cancellationToken))
        {
            await GenerateOrdersCommand.LoadAsync(context, generator, cancellationToken);
        }

        using (LakeHost lake = await SampleLake.OpenAsync(context, directory, cancellationToken))
        {
            RunReport run = await RunTwiceAsync(context, lake, generator, cancellationToken);
            if (run.State is not (RunState.Succeeded or RunState.UpToDate))
            {
                return RunExitCode.Of(run);
            }

            await CrawlAsync(context, lake, cancellationToken);
        }

        // Tables that were crawled are known to a lake that is opened afterwards.
        using LakeHost filled = await SampleLake.OpenAsync(context, directory, cancellationToken);
        await SampleLake.WriteAnswersAsync(context, filled, Answers, cancellationToken);
        SampleLake.SayNext(context, directory, NextCalls);
        if (database.IsPrivate)
        {
            context.Say("The private server is gone now; secrets/shop-url of the lake is the place for your own");
        }

        return ExitCode.Ok;
    }

    /// <summary>Orders whose transaction has begun before the first run are there only for the second.</summary>
    private static async Task<RunReport> RunTwiceAsync(
        CommandContext context, LakeHost lake, OrdersGenerator generator, CancellationToken cancellationToken)
    {
        await ForegroundRun.RequireValidAsync(lake, cancellationToken);
        using JobRunner runner = await ForegroundRun.OpenRunnerAsync(context, lake, cancellationToken);
        await using LateOrders late = await generator.BeginLateAsync(LateCount, cancellationToken);
        RunReport first = await RunAsync(context, runner, cancellationToken);
        if (first.State is not (RunState.Succeeded or RunState.UpToDate))
        {
            return first;
        }

        context.Say($"{Environment.NewLine}A week passes in the database. "
            + GenerateOrdersCommand.Summary(await generator.PassRoundAsync(cancellationToken))
            + $". {ValueText.Count(late.Count)} orders come late: their transaction began before the first run");
        await late.CommitAsync(cancellationToken);
        return await RunAsync(context, runner, cancellationToken);
    }

    private static async Task<RunReport> RunAsync(
        CommandContext context, JobRunner runner, CancellationToken cancellationToken)
    {
        RunReport run = await RunProgress.ShowAsync(
            context, observer => runner.RunAsync(new RunRequest(), observer, cancellationToken));
        await RunSummary.WriteAsync(context, run, CancellationToken.None);
        return run;
    }

    private static async Task CrawlAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        using LakeLock owned = LakeLock.Acquire(lake.StateDirectory);
        IReadOnlyList<CrawlReport> reports = await CrawlOutput.RunAsync(
            context, lake, lake.Definition.Crawlers, isDryRun: false, cancellationToken);
        foreach (CrawlReport report in reports)
        {
            CrawlOutput.Summarize(context, report);
        }
    }

    /// <summary>The file with the password is for its owner alone.</summary>
    private static void WriteUrl(string directory, string url, IIdSource ids)
    {
        string path = Path.Join(directory, "secrets", "shop-url");
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.WriteAtomicPrivate(path, Encoding.UTF8.GetBytes(url + "\n"), ids);
    }
}
