using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Background;
using Tarn.State;

namespace Tarn.Cli.Commands.Runs;

/// <summary>Ends a run of the server.</summary>
internal sealed class RunsCancelCommand : LakeCommand
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(100);

    public RunsCancelCommand()
        : base("cancel", "End a run that waits or is under way in the server") => Arguments.Add(RunArgument.Required);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        KnownRun run = await lake.AllRuns.Book.GetAsync(
            context.Arguments.GetRequiredValue(RunArgument.Required), cancellationToken);
        if (!await lake.AllRuns.TryStopAsync(run, cancellationToken))
        {
            throw NotHere(lake, run);
        }

        // The step at work ends where it can, and publishes nothing.
        while (lake.AllRuns.IsAlive(run.Id))
        {
            await Task.Delay(LookInterval, context.Services.TimeProvider, cancellationToken);
        }

        context.Say($"cancelled run {run.Id}");
        return ExitCode.Ok;
    }

    private static TarnException NotHere(LakeHost lake, KnownRun run)
    {
        int? holder = lake.Server is null && !run.HasEnded ? LakeLock.FindHolder(lake.StateDirectory) : null;
        return holder is null
            ? new TarnException(ErrorCodes.BadArgument, $"run '{run.Id}' has ended: there is nothing to cancel")
            : new TarnException(ErrorCodes.NoServer, $"run '{run.Id}' is one of process {holder}, which is no server")
            {
                Hint = $"press Ctrl-C where it was started, or end it with 'kill {holder}'",
            };
    }
}
