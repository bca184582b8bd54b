using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.State;
using Tarn.Storage.Lifecycle;

namespace Tarn.Cli.Commands.Lifecycles;

/// <summary>Does what lifecycle rules say, or says what they would do.</summary>
internal sealed class LifecycleCommand : TarnCommand
{
    public static readonly Argument<string?> Bucket = new("bucket")
    {
        Description = "Only this bucket [default: all]",
        HelpName = "BUCKET",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would be done and change nothing",
    };

    public LifecycleCommand(CliServices services)
        : base(services, "lifecycle", "Do what is due by the lifecycle rules of buckets")
    {
        Arguments.Add(Bucket);
        Options.Add(DryRun);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        LifecycleParts parts = LakeLifecycle.PartsOf(lake, context.Services);
        IReadOnlyList<string> buckets = BucketsOf(context, lake);
        List<LifecycleRecord> records = [];
        int failed = context.Arguments.GetValue(DryRun)
            ? await PlanAsync(parts, buckets, records, cancellationToken)
            : await RunAsync(lake, parts, buckets, records, cancellationToken);
        await context.WriteRowsAsync(
            OutputRows.Of(LifecycleRows.Columns, records.Select(LifecycleRows.Of)), cancellationToken);
        return failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static async Task<int> PlanAsync(
        LifecycleParts parts,
        IReadOnlyList<string> buckets,
        List<LifecycleRecord> records,
        CancellationToken cancellationToken)
    {
        LifecyclePlan plan = new(parts, parts.TimeProvider.GetUtcNow());
        foreach (string bucket in buckets)
        {
            await foreach (DueAction due in plan.FindAsync(bucket, cancellationToken))
            {
                records.Add(due.Record);
            }
        }

        return 0;
    }

    private static async Task<int> RunAsync(
        LakeHost lake,
        LifecycleParts parts,
        IReadOnlyList<string> buckets,
        List<LifecycleRecord> records,
        CancellationToken cancellationToken)
    {
        using LakeLock owned = LakeLock.Acquire(lake.StateDirectory);
        using LifecycleLog log = await LifecycleLog.OpenAsync(lake.StateDirectory, cancellationToken);
        LifecycleSweeper sweeper = new(parts, log);
        return (await sweeper.RunAsync(buckets, records.Add, cancellationToken)).Failed;
    }

    private static string[] BucketsOf(CommandContext context, LakeHost lake)
    {
        string[] all = [.. lake.Buckets.List().Select(bucket => bucket.Name)];
        string? asked = context.Arguments.GetValue(Bucket);
        return asked is null ? all
            : all.Contains(asked) ? [asked]
            : throw new TarnException(ErrorCodes.UnknownName, $"there is no bucket '{asked}'")
            {
                Hint = Suggestion.DidYouMean(asked, all),
            };
    }
}
