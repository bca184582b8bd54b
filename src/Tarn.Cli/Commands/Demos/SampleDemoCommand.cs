using System.CommandLine;
using Tarn.Cli.Demo;
using Tarn.Cli.Hosting;
using Tarn.Cli.Progress;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.State;

namespace Tarn.Cli.Commands.Demos;

/// <summary>
/// Makes the lake of one sample unless it is there, fills it with given or generated files, runs its jobs, prints what
/// happened and what the lake answers, and says what to try next. What is there already is not done again.
/// </summary>
internal abstract class SampleDemoCommand : LocalCommand
{
    private readonly string _sample;
    private readonly Option<string?> _target;
    private readonly Option<string[]> _input;

    /// <param name="sample">Name of the command and of the sample.</param>
    /// <param name="description">Of the command.</param>
    /// <param name="inputDescription">Of <c>--input</c>.</param>
    protected SampleDemoCommand(string sample, string description, string inputDescription)
        : base(sample, description)
    {
        _sample = sample;
        _target = SampleLake.TargetOption(sample);
        _input = new Option<string[]>("--input")
        {
            Description = inputDescription,
            HelpName = "PATH",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        Options.Add(_target);
        Options.Add(_input);
    }

    /// <summary>Which files <c>--input</c> takes.</summary>
    protected abstract InputKind InputKind { get; }

    protected sealed override async Task<ExitCode> RunAsync(
        CommandContext context, CancellationToken cancellationToken)
    {
        IEnumerable<string> paths = (context.Arguments.GetValue(_input) ?? [])
            .Select(path => Path.GetFullPath(path, context.Terminal.WorkingDirectory));
        IReadOnlyList<InputFile> inputs = await InputKind.FindAsync([.. paths], cancellationToken);
        string directory = SampleLake.DirectoryOf(context, _sample, context.Arguments.GetValue(_target));
        SampleLake.Ensure(context, _sample, directory);
        using (LakeHost lake = await SampleLake.OpenAsync(context, directory, cancellationToken))
        {
            using LakeLock owned = LakeLock.Acquire(lake.StateDirectory);
            await FillAsync(context, lake, inputs, cancellationToken);
        }

        // Tables that were found while it was filled are known to a lake that is opened afterwards.
        using LakeHost filled = await SampleLake.OpenAsync(context, directory, cancellationToken);
        return await RunAsync(context, filled, directory, cancellationToken);
    }

    /// <summary>Puts the files in place, generated ones when none are given, and finds their tables.</summary>
    protected abstract Task FillAsync(
        CommandContext context,
        LakeHost lake,
        IReadOnlyList<InputFile> inputs,
        CancellationToken cancellationToken);

    /// <summary>Prints what the tables answer.</summary>
    protected abstract Task WriteAnswersAsync(
        CommandContext context, LakeHost lake, CancellationToken cancellationToken);

    /// <summary>Arguments for calls of the program that are worth a try in the lake.</summary>
    protected abstract IReadOnlyList<string> NextCalls { get; }

    /// <summary>Takes the files in that are not there yet, and says how many.</summary>
    protected static async Task AddAsync(
        CommandContext context, FileDrop drop, IReadOnlyList<InputFile> inputs, CancellationToken cancellationToken)
    {
        int added = 0;
        await RunProgress.ShowAsync(context, $"adding {inputs.Count} files", async report =>
        {
            for (int i = 0; i < inputs.Count; i++)
            {
                added += await drop.AddAsync(inputs[i], cancellationToken) ? 1 : 0;
                report((i + 1.0) / inputs.Count);
            }
        });
        context.Say($"Added {added} files; {inputs.Count - added} were there already");
    }

    private async Task<ExitCode> RunAsync(
        CommandContext context, LakeHost lake, string directory, CancellationToken cancellationToken)
    {
        await ForegroundRun.RequireValidAsync(lake, cancellationToken);
        using JobRunner runner = await ForegroundRun.OpenRunnerAsync(context, lake, cancellationToken);
        RunReport run = await RunProgress.ShowAsync(
            context, observer => runner.RunAsync(new RunRequest(), observer, cancellationToken));
        await RunSummary.WriteAsync(context, run, CancellationToken.None);
        if (run.State is RunState.Succeeded or RunState.UpToDate)
        {
            await WriteAnswersAsync(context, lake, cancellationToken);
            await context.Terminal.Output.FlushAsync(cancellationToken);
            SampleLake.SayNext(context, directory, NextCalls);
        }

        return RunExitCode.Of(run);
    }
}
