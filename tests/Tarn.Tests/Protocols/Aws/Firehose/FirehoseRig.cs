using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tarn.Common;
using Tarn.Protocols.Aws.Firehose;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security;
using Tarn.Storage;
using Tarn.Streams;
using Tarn.Tests.Streams;

namespace Tarn.Tests.Protocols.Aws.Firehose;

/// <summary>A lake's Firehose without a network: JSON in, JSON or the name of an error out.</summary>
internal sealed class FirehoseRig : IAsyncDisposable
{
    public const string Bucket = "raw";

    private readonly StreamRig _lake;
    private readonly JsonService _service;

    private FirehoseRig(StreamRig lake, StreamService streams)
    {
        _lake = lake;
        Buckets = lake.Buckets;
        Streams = streams;
        _service = FirehoseService.Create(new FirehoseParts(streams, streams));
    }

    public Buckets Buckets { get; }

    public StreamService Streams { get; }

    /// <param name="ofFiles">What the files of the lake define.</param>
    public static async Task<FirehoseRig> StartAsync(params StreamDefinition[] ofFiles)
    {
        StreamRig lake = new();
        await lake.Buckets.CreateAsync(Bucket, CancellationToken.None);
        return new FirehoseRig(lake, await lake.StartAsync(ofFiles));
    }

    /// <summary>The answer of an operation that succeeds.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="request">JSON with ' instead of ".</param>
    public async Task<JsonNode> AskAsync(string operation, string request)
    {
        byte[] answer = await _service.Operations[operation].RunAsync(
            Encoding.UTF8.GetBytes(request.Replace('\'', '"')),
            new AwsCall
            {
                RequestId = "1",
                Http = new DefaultHttpContext(),
                Caller = new AccessKey("default", "AKIATEST", "secret"),
                Region = "eu-central-1",
            },
            CancellationToken.None);
        return JsonNode.Parse(answer)!;
    }

    /// <summary>Code and message of the error that an operation ends in; "none" when it succeeds.</summary>
    public async Task<string> FailAsync(string operation, string request)
    {
        try
        {
            await AskAsync(operation, request);
            return "none";
        }
        catch (AwsException exception)
        {
            return $"{exception.Code}: {exception.Message}";
        }
        catch (TarnException exception)
        {
            AwsException? translated = _service.Translate(exception);
            return translated is null ? exception.Code : $"{translated.Code}: {translated.Message}";
        }
    }

    /// <summary>Makes a stream that delivers to the bucket.</summary>
    /// <param name="name">Of the stream.</param>
    /// <param name="more">Further members of the destination, with ' instead of " and a comma before them.</param>
    public Task<JsonNode> CreateAsync(string name, string more = "") => AskAsync(
        "CreateDeliveryStream",
        $"{{'DeliveryStreamName':'{name}','ExtendedS3DestinationConfiguration':{Destination(more)}}}");

    public static string Destination(string more = "") =>
        $"{{'RoleARN':'arn:aws:iam::000000000000:role/r','BucketARN':'arn:aws:s3:::{Bucket}'{more}}}";

    public async Task<JsonNode> DescribeAsync(string name) =>
        (await AskAsync("DescribeDeliveryStream", $"{{'DeliveryStreamName':'{name}'}}"))["DeliveryStreamDescription"]!;

    public static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        await Streams.DisposeAsync();
        _lake.Dispose();
    }
}
