using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Storage.Lifecycle;

namespace Tarn.Cli.Commands.Lifecycles;

/// <summary>Shows what lifecycle rules did.</summary>
internal sealed class AuditCommand : TarnCommand
{
    public AuditCommand(CliServices services)
        : base(services, "audit", "List what lifecycle rules did, the oldest first")
    {
        Arguments.Add(LifecycleCommand.Bucket);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string state = Path.Combine(LakeLocator.Find(context.Settings.Directory), ".tarn");
        string? bucket = context.Arguments.GetValue(LifecycleCommand.Bucket);
        IReadOnlyList<LifecycleRecord> records = await LifecycleLog.ReadAsync(state, cancellationToken)
            .Where(record => bucket is null || record.Bucket == bucket)
            .ToListAsync(cancellationToken);
        await context.WriteRowsAsync(
            OutputRows.Of(LifecycleRows.Columns, records.Select(LifecycleRows.Of)), cancellationToken);
        return ExitCode.Ok;
    }
}
