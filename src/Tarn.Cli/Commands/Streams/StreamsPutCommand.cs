using System.CommandLine;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Streams;
using Tarn.Streams;

namespace Tarn.Cli.Commands.Streams;

/// <summary>Puts records into a stream: the lines of a file or of the input.</summary>
internal sealed class StreamsPutCommand : LakeCommand
{
    private const int ErrorsShown = 10;

    private static readonly Argument<string> Stream = StreamArgument.Create();

    private static readonly Argument<string?> File = new("file")
    {
        Description = "Whose lines are put; - is the input [default: -]",
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Whole = new("--whole")
    {
        Description = "Put all of it as one record",
    };

    public StreamsPutCommand()
        : base("put", "Put lines of a file or of the input into a stream, one record each")
    {
        Arguments.Add(Stream);
        Arguments.Add(File);
        Options.Add(Whole);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        string name = context.Arguments.GetRequiredValue(Stream);
        bool isWhole = context.Arguments.GetValue(Whole);
        RecordInput input = InputOf(context);
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await using LakeStreams streams = await LakeStreams.OpenAsync(context, lake, cancellationToken);
        streams.Service.Get(name);
        long taken = 0;
        long refused = 0;
        await foreach (IReadOnlyList<ReadOnlyMemory<byte>> batch in input.ReadAsync(isWhole, cancellationToken))
        {
            IReadOnlyList<PutOutcome> outcomes = await streams.Puts.PutAsync(name, batch, cancellationToken);
            for (int i = 0; i < outcomes.Count; i++)
            {
                if (outcomes[i].ErrorCode is not { } code)
                {
                    taken++;
                }
                else if (refused++ < ErrorsShown)
                {
                    context.Warn(code, $"record {taken + refused}: {outcomes[i].ErrorMessage}");
                }
            }
        }

        context.Say(refused == 0
            ? $"{name}: {taken} records are durable"
            : $"{name}: {taken} records are durable, {refused} were refused");
        return refused == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static RecordInput InputOf(CommandContext context)
    {
        string file = context.Arguments.GetValue(File) ?? RecordInput.InputName;
        if (file == RecordInput.InputName && context.Terminal.IsInputTerminal)
        {
            throw new UsageException("nothing to put; name a file, or pipe records in");
        }

        return new RecordInput(file, context.Terminal);
    }
}
