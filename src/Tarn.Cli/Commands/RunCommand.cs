using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Telemetry;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Jobs.Stored;

namespace Tarn.Cli.Commands;

/// <summary>Runs jobs: builds what has new input.</summary>
internal sealed class RunCommand : LakeCommand
{
    private static readonly Argument<string[]> Jobs = new("job")
    {
        Description = "Jobs to run [default: all]",
        HelpName = "JOB",
        Arity = ArgumentArity.ZeroOrMore,
    };

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

    public RunCommand()
        : base("run", "Run jobs: build what has new input")
    {
        Arguments.Add(Jobs);
        Options.Add(Select);
        Options.Add(FullRefresh);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await using TelemetryExport? telemetry = context.StartTelemetry(lake);
        await RequireValidAsync(lake, cancellationToken);
        RunRequest request = await RequestAsync(context, lake, cancellationToken);
        using JobRunner runner = await OpenRunnerAsync(context, lake, cancellationToken);
        return await RunOutput.ShowAsync(context, runner, request, cancellationToken);
    }

    /// <summary>Takes the lake and says what was left of a crashed run.</summary>
    public static async Task<JobRunner> OpenRunnerAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        JobRunner runner = await lake.LockForRunsAsync(cancellationToken);
        foreach (string recovered in runner.Recovered)
        {
            context.Say($"{context.ErrorPalette.Cyan("recovered")}: {recovered}");
        }

        return runner;
    }

    /// <summary>Errors that only binding finds are all told before anything runs, not one by one in the run.</summary>
    /// <exception cref="DiagnosticException">There are some.</exception>
    public static async Task RequireValidAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        IReadOnlyList<Diagnostic> problems = await lake.FindProblemsAsync(cancellationToken);
        if (problems.Count > 0)
        {
            throw new DiagnosticException(problems);
        }
    }

    /// <summary>A job that a client made says itself what it runs, so it is alone.</summary>
    private static async Task<RunRequest> RequestAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken)
    {
        string[] names = context.Arguments.GetValue(Jobs) ?? [];
        string[] select = context.Arguments.GetValue(Select) ?? [];
        bool isRefresh = context.Arguments.GetValue(FullRefresh);
        JobCatalog jobs = LakeCatalogs.JobsOf(lake, context.Services.TimeProvider);
        KnownJob? made = (await jobs.ListAsync(cancellationToken))
            .FirstOrDefault(job => names.Contains(job.Name) && !jobs.IsOfModels(job.Name));
        if (made is null)
        {
            return new RunRequest { Jobs = names, Select = select, FullRefresh = isRefresh };
        }

        if (names.Length > 1 || select.Length > 0)
        {
            throw new UsageException($"a client made the job '{made.Name}': it says what it runs, so it is run alone");
        }

        RunRequest request = JobArguments.RequestOf(
            made, JobArguments.Of(made, new Dictionary<string, string>()), runId: null);
        return isRefresh ? request with { FullRefresh = true } : request;
    }
}
