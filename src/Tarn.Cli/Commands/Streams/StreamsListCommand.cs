using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Streams;
using Tarn.Cli.Output;

namespace Tarn.Cli.Commands.Streams;

/// <summary>Lists streams and how they are doing.</summary>
internal sealed class StreamsListCommand : LakeCommand
{
    private static readonly OutputColumn[] Columns =
    [
        new("stream"), new("to"), new("version", ColumnKind.Number), new("waiting", ColumnKind.Count),
        new("waiting_bytes", ColumnKind.Bytes), new("oldest", ColumnKind.Seconds),
        new("incoming", ColumnKind.Count), new("delivered", ColumnKind.Count), new("failed", ColumnKind.Count),
        new("last_error"),
    ];

    public StreamsListCommand()
        : base("list", "List delivery streams and how they are doing") => Options.Add(OutputOption.Rows);

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await using LakeStreams streams = await LakeStreams.OpenAsync(context, lake, cancellationToken);
        await context.WriteRowsAsync(
            OutputRows.Of(Columns, streams.Service.Statuses().Select(status => new object?[]
            {
                status.Stream.Definition.Name, StreamText.PlaceOf(status.Stream), status.Stream.Version,
                status.WaitingRecords, status.WaitingBytes, status.OldestAge.TotalSeconds, status.IncomingRecords,
                status.DeliveredRecords, status.FailedRecords, status.LastError,
            })),
            cancellationToken);
        return ExitCode.Ok;
    }
}
