using System.CommandLine;
using Tarn.Cli.Demo;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Sources.Generation.Clickstream;

namespace Tarn.Cli.Commands.Generate;

/// <summary>Makes the events of a web shop.</summary>
internal sealed class GenerateClickstreamCommand : LocalCommand
{
    private static readonly Option<string?> Out = new("--out")
    {
        Description = "File of JSON lines to write, .gz to compress it [default: one an hour in the lake's zone raw]",
        HelpName = "FILE",
    };

    public GenerateClickstreamCommand()
        : base("clickstream", "Make the events of a web shop, JSON lines")
    {
        ClickstreamArguments.AddTo(this);
        Options.Add(Out);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        ClickstreamOptions options = ClickstreamArguments.Read(context.Arguments);
        if (context.Arguments.GetValue(Out) is { } file)
        {
            string path = Path.GetFullPath(file, context.Terminal.WorkingDirectory);
            ClickstreamResult written = await ShowAsync(
                context,
                options,
                progress => new ClickstreamGenerator(options, progress).WriteFileAsync(path, cancellationToken));
            return Report(context, written, path);
        }

        using LakeHost lake = await GenerateCommand.OpenLakeAsync(context, cancellationToken);
        ClicksInbox inbox = new(lake, context.Services.IdSource);
        ClickstreamResult result = await ShowAsync(
            context, options, progress => inbox.GenerateAsync(options, progress, cancellationToken));
        return Report(context, result, inbox.Directory);
    }

    private static Task<ClickstreamResult> ShowAsync(
        CommandContext context,
        ClickstreamOptions options,
        Func<IProgress<double>, Task<ClickstreamResult>> work) =>
        GenerateCommand.ShowAsync(context, $"generating {ValueText.Count(options.Records)} records", work);

    private static ExitCode Report(CommandContext context, ClickstreamResult result, string place)
    {
        ClickstreamTally tally = result.Tally;
        context.Say(
            $"{ValueText.Count(tally.Records)} records in {ValueText.Count(result.Paths.Count)} "
            + $"{(result.Paths.Count == 1 ? "file" : "files")}, {ValueText.Bytes(result.SizeBytes)}, in "
            + $"{ValueText.Seconds(result.Elapsed.TotalSeconds)}: "
            + $"{ValueText.Count((long)result.RecordsPerSecond)} records/s");
        context.Say(
            $"{ValueText.Count(tally.Events)} events of {ValueText.Count(tally.Sessions)} sessions, "
            + $"{ValueText.Count(tally.Purchases)} of them purchases, {ValueText.Count(tally.Late)} late; "
            + $"{ValueText.Count(tally.Duplicates)} duplicates, {ValueText.Count(tally.Malformed)} malformed");
        context.Terminal.Output.WriteLine(context.Shorten(place));
        return ExitCode.Ok;
    }
}
