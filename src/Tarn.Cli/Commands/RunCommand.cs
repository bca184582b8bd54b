using System.CommandLine;
using Tarn.Cli.Commands.Workflows;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Commands;

/// <summary>Runs jobs: builds what has new input.</summary>
internal sealed class RunCommand : LakeCommand
{
    private static readonly Option<string[]> Select = new("--select", "-s")
    {
        Description = "Only these: name, +name with what it reads, name+ with what reads it, tag:x, job:x, source:x, *",
        HelpName = "SELECT",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> FullRefresh = new("--full-refresh")
    {
        Description = "Forget the bookmarks and build from all input",
    };

    private static readonly Option<bool> Detach = new("--detach", "-d")
    {
        Description = "Start in the server, and do not wait",
    };

    private readonly Argument<string[]> _jobs;

    /// <param name="name">What the command is called.</param>
    /// <param name="description">In one line.</param>
    /// <param name="jobs">How many jobs are named; zero for a command that runs all.</param>
    public RunCommand(string name, string description, ArgumentArity jobs)
        : base(name, description)
    {
        bool isOptional = jobs.MinimumNumberOfValues == 0;
        _jobs = new Argument<string[]>("job")
        {
            Description = isOptional ? "Jobs to run [default: all]" : "Jobs to run, in the order of their models",
            HelpName = "JOB",
            Arity = jobs,
        };
        if (jobs.MaximumNumberOfValues > 0)
        {
            Arguments.Add(_jobs);
        }

        Options.Add(Select);
        Options.Add(FullRefresh);
        Options.Add(WorkflowArguments.Set);
        Options.Add(Detach);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        string[] names = Arguments.Count > 0 ? context.Arguments.GetValue(_jobs) ?? [] : [];
        if (context.Arguments.GetValue(Detach))
        {
            string[] select = context.Arguments.GetValue(Select) ?? [];
            return await DetachedRuns.StartAsync(
                context,
                lake,
                names,
                select,
                context.Arguments.GetValue(FullRefresh),
                WorkflowArguments.ParametersOf(context),
                cancellationToken);
        }

        return await ForegroundRun.RunAsync(
            context, lake, () => RequestAsync(context, lake, names, cancellationToken), cancellationToken);
    }

    /// <summary>A job that a client made says itself what it runs, so it is alone.</summary>
    private static async Task<RunRequest> RequestAsync(
        CommandContext context, LakeHost lake, string[] names, CancellationToken cancellationToken)
    {
        string[] select = context.Arguments.GetValue(Select) ?? [];
        bool isRefresh = context.Arguments.GetValue(FullRefresh);
        Dictionary<string, string> given = WorkflowArguments.ParametersOf(context);
        JobCatalog jobs = LakeCatalogs.JobsOf(lake, context.Services.TimeProvider);
        KnownJob? made = (await jobs.ListAsync(cancellationToken))
            .FirstOrDefault(job => names.Contains(job.Name) && !jobs.IsOfModels(job.Name));
        if (made is null)
        {
            return new RunRequest
            {
                Jobs = names,
                Select = select,
                FullRefresh = isRefresh,
                Parameters = given,
            };
        }

        if (names.Length > 1 || select.Length > 0)
        {
            throw new UsageException($"a client made the job '{made.Name}': it says what it runs, so it is run alone");
        }

        RunRequest request = JobArguments.RequestOf(
            made, JobArguments.Of(made, new Dictionary<string, string>()), runId: null);
        foreach ((string name, string value) in request.Parameters)
        {
            given.TryAdd(name, value);
        }

        return request with { FullRefresh = request.FullRefresh || isRefresh, Parameters = given };
    }
}
