using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs.Background;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Commands;

/// <summary>Runs that go on in the server after the command has ended.</summary>
internal static class DetachedRuns
{
    private static readonly OutputColumn[] Columns = [new("job"), new("run")];

    /// <summary>Starts each job; they take turns in this order.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1006</c>: no server has the lake; <c>TN4008</c>: a job runs already.
    /// </exception>
    public static async Task<ExitCode> StartAsync(
        CommandContext context,
        LakeHost lake,
        string[] names,
        string[] select,
        bool isFullRefresh,
        CancellationToken cancellationToken)
    {
        if (select.Length > 0)
        {
            throw new UsageException("--detach starts jobs as a whole; leave out --select");
        }

        JobService jobs = lake.Server?.Jobs ?? throw new TarnException(
            ErrorCodes.NoServer, "runs go on by themselves in a server, and none has this lake")
        {
            Hint = "'tarn serve' starts one",
        };
        Dictionary<string, string> arguments = [];
        if (isFullRefresh)
        {
            arguments[JobArguments.FullRefresh] = "true";
        }

        List<object?[]> rows = [];
        IEnumerable<string> chosen = names.Length > 0 ? names : lake.Definition.Jobs.Select(job => job.Name);
        foreach (string name in chosen)
        {
            JobStart start = new(name) { Arguments = arguments, Origin = ForegroundRun.OriginOf(context) };
            JobRunRecord run = await jobs.TryStartAsync(start, cancellationToken)
                ?? throw new TarnException(ErrorCodes.StateConflict, $"job '{name}' runs already")
                {
                    IsTransient = true,
                    Hint = $"'tarn jobs monitor {name}' waits for its end",
                };
            rows.Add([name, run.Id]);
        }

        await context.WriteRowsAsync(OutputRows.Of(Columns, rows), cancellationToken);
        return ExitCode.Ok;
    }
}
