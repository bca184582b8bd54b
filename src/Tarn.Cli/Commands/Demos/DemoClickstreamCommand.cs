using System.CommandLine;
using Tarn.Cli.Demo;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Serving;
using Tarn.Cli.Output;
using Tarn.Cli.Progress;
using Tarn.Jobs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Generation.Clickstream;

namespace Tarn.Cli.Commands.Demos;

/// <summary>
/// Events of a web shop, sent to a served lake over HTTP while one looks on: durable when acknowledged, delivered in
/// batches, rows of a table seconds later, and nobody's address past the zone raw.
/// </summary>
internal sealed class DemoClickstreamCommand : LocalCommand
{
    private const string Sample = "clickstream";
    private const string StreamName = "clicks";
    private const int RateMax = 100_000;
    private const int SecondsMax = 3600;

    private static readonly Option<string?> Target = SampleLake.TargetOption(Sample);

    private static readonly Option<int> Rate =
        CountOption.Create("--rate", "Events to send each second", 2000, RateMax);

    private static readonly Option<int> Seconds =
        CountOption.Create("--seconds", "How long to send them", 20, SecondsMax);

    private static readonly string[] Answers = ["funnel", "revenue_per_hour", "top_pages", "pii_check"];

    private static readonly string[] NextCalls =
    [
        "serve",
        "streams show clicks",
        "quality curated.events",
        "query \"SELECT check_name, count(*) FROM curated.events__quarantine GROUP BY ALL\"",
    ];

    public DemoClickstreamCommand()
        : base(Sample, "Events of a web shop, sent to a served lake: delivered, checked, asked")
    {
        Options.Add(Target);
        Options.Add(Rate);
        Options.Add(Seconds);
        ClickstreamArguments.AddSourceTo(this);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string directory = SampleLake.DirectoryOf(context, Sample, context.Arguments.GetValue(Target));
        SampleLake.Ensure(context, Sample, directory);
        using LakeHost lake = await SampleLake.OpenAsync(context, directory, cancellationToken);
        await ForegroundRun.RequireValidAsync(lake, cancellationToken);
        using JobRunner runner = await ForegroundRun.OpenRunnerAsync(context, lake, cancellationToken);
        RunReport rest;
        await using (ServedLake served = await ServedLake.StartAsync(
            context, lake, runner, new ServerOptions { Port = 0 }, cancellationToken))
        {
            context.Say($"Serving {context.Shorten(directory)} at {served.Endpoint}");
            ClickstreamTally tally = await SendAsync(context, lake, served, cancellationToken);
            await served.Streams.FlushAsync(StreamName, cancellationToken);

            // What came last is taken in by this run, unless a run on arrival was faster.
            await served.StopAsync();
            rest = await runner.RunAsync(new RunRequest(), new SilentProgress(), cancellationToken);
            await ClickstreamCounts.WriteAsync(context, lake, served.Streams, tally, cancellationToken);
        }

        if (rest.State is not (RunState.Succeeded or RunState.UpToDate))
        {
            await RunSummary.WriteAsync(context, rest, CancellationToken.None);
            return RunExitCode.Of(rest);
        }

        await SampleLake.WriteAnswersAsync(context, lake, Answers, cancellationToken);
        SampleLake.SayNext(context, directory, NextCalls);
        return ExitCode.Ok;
    }

    private static async Task<ClickstreamTally> SendAsync(
        CommandContext context, LakeHost lake, ServedLake served, CancellationToken cancellationToken)
    {
        int rate = context.Arguments.GetValue(Rate);
        TimeSpan duration = TimeSpan.FromSeconds(context.Arguments.GetValue(Seconds));
        TimeProvider timeProvider = context.Services.TimeProvider;
        ClickstreamSource source = new(
            ClickstreamArguments.ReadMix(context.Arguments), rate, ClickstreamArguments.ReadSeed(context.Arguments));
        context.Say(
            $"Sending {ValueText.Count(rate)} events a second to {served.Endpoint}/streams/{StreamName} for "
            + $"{ValueText.Seconds(duration.TotalSeconds)}");
        using ClickSender sender = new(served.Endpoint, StreamName, served.Keys.GetRoot(), timeProvider);
        await using ClickstreamCounterLine line = new(context, lake, sender, served.Streams);
        await foreach (ClickBatch batch in new ClickstreamFeed(source, timeProvider)
            .ReadAsync(rate, duration, cancellationToken))
        {
            await sender.SendAsync(batch, cancellationToken);
        }

        return source.Tally;
    }
}
