using System.Text.Json.Serialization.Metadata;
using Tarn.Common;
using Tarn.Protocols.Aws.Firehose.Encryption;
using Tarn.Protocols.Aws.Firehose.Records;
using Tarn.Protocols.Aws.Firehose.Streams;
using Tarn.Protocols.Aws.Firehose.Tags;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose;

/// <summary>Amazon Data Firehose: its operations by name.</summary>
internal sealed class FirehoseService
{
    private const string Logging = "`CloudWatchLoggingOptions`";
    private const string Kept = "kept and shown; records wait on the lake's own disk as they are";

    private static readonly FirehoseJson Json = FirehoseJson.Default;

    private readonly FirehoseParts _parts;
    private readonly Dictionary<string, JsonOperation> _operations = new(StringComparer.Ordinal);

    private FirehoseService(FirehoseParts parts)
    {
        _parts = parts;
        AddStreams();
        AddTags();
        _operations["PutRecord"] = new PutRecord(parts.Puts)
        {
            Note = OperationNote.None,
            Members = ["DeliveryStreamName", "Record"],
        };
        _operations["PutRecordBatch"] = new PutRecordBatch(parts.Puts)
        {
            Note = OperationNote.None,
            Members = ["DeliveryStreamName", "Records"],
        };
    }

    private delegate Task<TResponse> Operation<TRequest, TResponse>(
        TRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken);

    public static JsonService Create(FirehoseParts parts) => new()
    {
        Name = "firehose",
        TargetPrefix = "Firehose_20150804",
        Operations = new FirehoseService(parts)._operations,
        Translate = FirehoseErrors.Of,
    };

    private void AddStreams()
    {
        Add(
            "CreateDeliveryStream",
            Json.CreateDeliveryStreamRequest,
            Json.CreateDeliveryStreamResponse,
            CreateDeliveryStream.RunAsync,
            new()
            {
                Text = "puts in, S3 out; other sources and destinations, Lambda, backup, ZIP, ORC and encryption of the"
                    + " destination are refused",
                Ignored = Logging,
            });
        Add(
            "DescribeDeliveryStream",
            Json.DescribeDeliveryStreamRequest,
            Json.DescribeDeliveryStreamResponse,
            DescribeDeliveryStream.RunAsync);
        _operations["ListDeliveryStreams"] = JsonOperation.Of(
            Json.ListDeliveryStreamsRequest,
            Json.ListDeliveryStreamsResponse,
            (request, call, token) => ListDeliveryStreams.RunAsync(request, _parts, call, token));
        Add(
            "UpdateDestination",
            Json.UpdateDestinationRequest,
            Json.Nothing,
            UpdateDestination.RunAsync,
            new() { Text = "of streams that clients made; the version changes with what is delivered", Ignored = Logging });
        Add(
            "DeleteDeliveryStream",
            Json.DeleteDeliveryStreamRequest,
            Json.Nothing,
            DeleteDeliveryStream.RunAsync,
            new() { Text = "delivers what waits before; with `AllowForceDelete` gives it up" });
        Add(
            "StartDeliveryStreamEncryption",
            Json.StartEncryptionRequest,
            Json.Nothing,
            StreamEncryptions.StartAsync,
            new() { Text = Kept });
        Add(
            "StopDeliveryStreamEncryption",
            Json.StopEncryptionRequest,
            Json.Nothing,
            StreamEncryptions.StopAsync,
            new() { Text = Kept });
    }

    private void AddTags()
    {
        Add("TagDeliveryStream", Json.TagRequest, Json.Nothing, TagChanges.AddAsync);
        Add("UntagDeliveryStream", Json.UntagRequest, Json.Nothing, TagChanges.RemoveAsync);
        Add("ListTagsForDeliveryStream", Json.ListTagsRequest, Json.ListTagsResponse, TagChanges.ListAsync);
    }

    private void Add<TRequest, TResponse>(
        string name,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Operation<TRequest, TResponse> operation,
        OperationNote? note = null)
        where TRequest : class, IStreamRequest => _operations[name] = JsonOperation.Of(
        requestType,
        responseType,
        async (request, call, token) =>
        {
            try
            {
                return await operation(request, _parts, call, token);
            }
            catch (TarnException exception) when (
                FirehoseErrors.Of(exception, request.DeliveryStreamName) is { } translated)
            {
                throw translated;
            }
        },
        note);
}
