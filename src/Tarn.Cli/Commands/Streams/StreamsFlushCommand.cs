using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Streams;
using Tarn.Streams;

namespace Tarn.Cli.Commands.Streams;

/// <summary>Delivers what waits.</summary>
internal sealed class StreamsFlushCommand : LakeCommand
{
    private static readonly Argument<string[]> Names = new("streams")
    {
        Description = "Names of streams [default: all]",
        HelpName = "STREAM",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public StreamsFlushCommand()
        : base("flush", "Deliver what waits in streams, without waiting for their buffers") => Arguments.Add(Names);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await using LakeStreams streams = await LakeStreams.OpenAsync(context, lake, cancellationToken);
        string[] names = context.Arguments.GetRequiredValue(Names);
        IReadOnlyList<KnownStream> all = names.Length == 0
            ? streams.Service.List()
            : [.. names.Select(streams.Service.Get)];
        foreach (KnownStream stream in all)
        {
            string name = stream.Definition.Name;
            long waiting = streams.Service.StatusOf(name).WaitingRecords;
            await streams.Service.FlushAsync(name, cancellationToken);
            context.Say($"{name}: {waiting} records delivered");
        }

        return ExitCode.Ok;
    }
}
