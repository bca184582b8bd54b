using System.CommandLine;
using Tarn.Cli.Hosting;
using Tarn.Cli.Hosting.Streams;
using Tarn.Cli.Output;
using Tarn.Streams;

namespace Tarn.Cli.Commands.Streams;

/// <summary>Everything there is to know about a stream.</summary>
internal sealed class StreamsShowCommand : LakeCommand
{
    private static readonly Argument<string> Stream = StreamArgument.Create();

    private static readonly OutputColumn[] KeyColumns = [new("key"), new("path")];

    private static readonly OutputColumn[] TagColumns = [new("tag"), new("value")];

    private static readonly OutputColumn[] DamageColumns =
        [new("file"), new("offset", ColumnKind.Number), new("reason")];

    public StreamsShowCommand()
        : base("show", "Describe a delivery stream")
    {
        Arguments.Add(Stream);
        Options.Add(OutputOption.Rows);
    }

    protected override async Task<ExitCode> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        SheetOutput.RequireFormat(context);
        using LakeHost lake = await context.OpenLakeAsync(cancellationToken);
        await using LakeStreams streams = await LakeStreams.OpenAsync(context, lake, cancellationToken);
        StreamStatus status = streams.Service.StatusOf(context.Arguments.GetRequiredValue(Stream));
        await SheetOutput.WriteAsync(context, Describe(status), cancellationToken);
        return ExitCode.Ok;
    }

    private static FactSheet Describe(StreamStatus status)
    {
        StreamDefinition definition = status.Stream.Definition;
        StreamDestination destination = definition.Destination;
        return new FactSheet()
            .Add("stream", definition.Name)
            .Add("description", definition.Description)
            .Add("defined_by", status.Stream.IsOfFile ? $"streams/{definition.Name}.yaml" : "a client")
            .Add("version", status.Stream.Version)
            .Add("created", status.Stream.CreatedAt, ColumnKind.Moment)
            .Add("changed", status.Stream.ChangedAt, ColumnKind.Moment)
            .Add("to", StreamText.PlaceOf(status.Stream))
            .Add("errors_to", destination.ErrorPrefix.Length == 0 ? null : destination.ErrorPrefix)
            .Add("buffer_seconds", definition.Buffer.Seconds)
            .Add("buffer_megabytes", definition.Buffer.Megabytes)
            .Add("compression", destination.Compression.ToString().ToLowerInvariant())
            .Add("parquet_of", destination.Parquet is { } parquet ? $"{parquet.Database}.{parquet.Table}" : null)
            .Add("time_zone", destination.TimeZone)
            .Add("incoming_records", status.IncomingRecords, ColumnKind.Count)
            .Add("incoming_bytes", status.IncomingBytes, ColumnKind.Bytes)
            .Add("delivered_records", status.DeliveredRecords, ColumnKind.Count)
            .Add("delivered_bytes", status.DeliveredBytes, ColumnKind.Bytes)
            .Add("delivered_objects", status.DeliveredObjects, ColumnKind.Count)
            .Add("failed_records", status.FailedRecords, ColumnKind.Count)
            .Add("throttled_records", status.ThrottledRecords, ColumnKind.Count)
            .Add("waiting_records", status.WaitingRecords, ColumnKind.Count)
            .Add("waiting_bytes", status.WaitingBytes, ColumnKind.Bytes)
            .Add("oldest", status.OldestAge.TotalSeconds, ColumnKind.Seconds)
            .Add("failed_tries", status.FailedTries, ColumnKind.Count)
            .Add("last_error", status.LastError)
            .AddList("partition keys", KeyColumns, destination.PartitionKeys.Select(key => new object?[]
            {
                key.Key, key.Value,
            }))
            .AddList("tags", TagColumns, status.Stream.Tags
                .OrderBy(tag => tag.Key, StringComparer.Ordinal)
                .Select(tag => new object?[] { tag.Key, tag.Value }))
            .AddList("damages", DamageColumns, status.Damages.Select(damage => new object?[]
            {
                damage.File, damage.Offset, damage.Reason,
            }));
    }
}
