using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Background;
using Tarn.Jobs.Selection;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Commands;

/// <summary>Runs that go on in the server after the command has ended.</summary>
internal static class DetachedRuns
{
    private static readonly OutputColumn[] Columns = [new("job"), new("run")];

    /// <summary>Starts each job; they take turns in this order.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1006</c>: no server has the lake; <c>TN4008</c>: a job runs already; <c>TN1005</c>: no model has such
    /// a parameter.
    /// </exception>
    public static async Task<ExitCode> StartAsync(
        CommandContext context,
        LakeHost lake,
        string[] names,
        string[] select,
        bool isFullRefresh,
        IReadOnlyDictionary<string, string> parameters,
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

        foreach ((string name, string value) in parameters)
        {
            arguments[$"--{name}"] = value;
        }

        List<object?[]> rows = [];
        string[] chosen = names.Length > 0 ? names : [.. lake.Definition.Jobs.Select(job => job.Name)];
        await RequireKnownAsync(jobs, chosen, parameters.Keys, cancellationToken);
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

    /// <summary>Jobs do not mind arguments that mean nothing to them; here they are mistakes.</summary>
    /// <exception cref="TarnException"><c>TN1005</c>: no model of the jobs has such a parameter.</exception>
    private static async Task RequireKnownAsync(
        JobService jobs, string[] chosen, IEnumerable<string> parameters, CancellationToken cancellationToken)
    {
        List<ModelDefinition> models = [];
        foreach (string name in chosen)
        {
            models.AddRange((await jobs.Catalog.GetAsync(name, cancellationToken)).Models);
        }

        RunParameters.RequireKnown(models, parameters);
    }
}
