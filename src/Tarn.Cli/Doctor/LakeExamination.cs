using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Common;
using Tarn.Jobs.Commits;
using Tarn.Jobs.Runs;
using Tarn.State;
using Tarn.Tables.Maintenance;

namespace Tarn.Cli.Doctor;

/// <summary>Whether a lake can be read, written and run. Changes nothing but the lock's note of its holder.</summary>
internal sealed class LakeExamination(LakeHost lake, IProgress<MaintenanceProgress> progress)
{
    private const long FreeBytesMin = 2_000_000_000;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings =
        [
            new Finding("lake", Health.Ok, $"'{lake.Definition.Name}' in {lake.Definition.Directory}"),
            await ModelsAsync(cancellationToken),
            await NamesAsync(cancellationToken),
            Disk(),
            Lock(),
            await UnfinishedAsync(cancellationToken),
            await LastRunAsync(cancellationToken),
        ];
        findings.AddRange(await new TableExamination(lake, progress).RunAsync(cancellationToken));
        return findings;
    }

    private async Task<Finding> ModelsAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> problems = await lake.FindProblemsAsync(cancellationToken);
        int errors = problems.Count(problem => problem.Severity == DiagnosticSeverity.Error);
        return errors == 0
            ? new Finding("definitions", Health.Ok, $"{lake.Definition.Models.Count} models fit what they read")
            : new Finding("definitions", Health.Failed, $"{errors} errors; 'tarn validate' shows them");
    }

    private async Task<Finding> NamesAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<TableName> names = await lake.Tables.ListTakenTwiceAsync(cancellationToken);
        return names.Count == 0
            ? new Finding("names", Health.Ok, "definitions and the catalog share none")
            : new Finding(
                "names",
                Health.Failed,
                $"a definition and an entry of the catalog are both called {string.Join(", ", names)}; "
                    + "'tarn catalog rename' settles it");
    }

    private Finding Disk()
    {
        try
        {
            long freeBytes = new DriveInfo(lake.Definition.Directory).AvailableFreeSpace;
            return new Finding(
                "disk",
                freeBytes < FreeBytesMin ? Health.Warning : Health.Ok,
                $"{ValueText.Bytes(freeBytes)} free; runs need room for what they write, and for spilling");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new Finding("disk", Health.Failed, exception.Message);
        }
    }

    /// <summary>Taking the lock also shows that the directory can be written.</summary>
    private Finding Lock()
    {
        try
        {
            using LakeLock held = LakeLock.Acquire(lake.StateDirectory);
            return new Finding("lock", Health.Ok, "free, and the directory can be written");
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.LakeLocked)
        {
            return new Finding("lock", Health.Warning, exception.Message);
        }
        catch (TarnException exception)
        {
            return new Finding("lock", Health.Failed, exception.Message);
        }
    }

    private async Task<Finding> UnfinishedAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<Intent> intents = await lake.Intents.ListAsync(cancellationToken);
        string models = string.Join(", ", intents.Select(intent => intent.Model));
        return intents.Count == 0
            ? new Finding("commits", Health.Ok, "all finished")
            : new Finding("commits", Health.Warning, $"unfinished for {models}; the next run finishes them");
    }

    private async Task<Finding> LastRunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RunReport> runs = await lake.Runs.ListAsync(1, cancellationToken);
        return runs switch
        {
            [] => new Finding("last run", Health.Ok, "none yet"),
            [{ State: RunState.Failed } run] => new Finding(
                "last run", Health.Warning, $"{run.RunId} failed; 'tarn runs show {run.RunId}' says why"),
            [var run, ..] => new Finding(
                "last run", Health.Ok, $"{run.RunId} {RunStates.Text(run.State)}, "
                    + ValueText.ForPeople(run.StartedAt, ColumnKind.Moment)),
        };
    }
}
