using Tarn.Bench.Streams;
using Tarn.Cli.Hosting.Serving;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Aws.Firehose;
using Tarn.Security;
using Tarn.Streams;

namespace Tarn.Bench.Serving;

/// <summary>
/// A server of one delivery stream in a temporary directory, and beside it one that only parses what is put.
/// </summary>
internal sealed class StreamServer : IAsyncDisposable
{
    public const string StreamName = "bench";

    private readonly StreamLake _lake;
    private readonly LakeServer _server;
    private readonly BareServer _bare;

    private StreamServer(StreamLake lake, LakeServer server, BareServer bare, AccessKey key)
    {
        _lake = lake;
        _server = server;
        _bare = bare;
        Signed = new SignedRequests(new Uri(server.Endpoint).Authority, key, "firehose");
    }

    public SignedRequests Signed { get; }

    public int Port => new Uri(_server.Endpoint).Port;

    public int BarePort => _bare.Port;

    /// <summary>How the stream is doing.</summary>
    public StreamStatus Status => _lake.Streams.StatusOf(StreamName);

    public static async Task<StreamServer> StartAsync()
    {
        StreamLake lake = await StreamLake.StartAsync(Definition());
        AccessKeys keys = new(lake.StateDirectory, lake.Ids);
        LakeServer server = await LakeServer.StartAsync(
            new ServerOptions { Port = 0 },
            new ServerEndpoints(
                AwsModule.Create(new AwsParts
                {
                    Keys = keys,
                    Buckets = lake.Buckets,
                    Documents = lake.Documents,
                    Firehose = new FirehoseParts(lake.Streams, lake.Streams),
                    StateDirectory = lake.StateDirectory,
                    IdSource = lake.Ids,
                    TimeProvider = TimeProvider.System,
                }),
                Commands: null),
            new ServerMetrics([]),
            TimeProvider.System,
            CancellationToken.None);
        BareServer bare = await BareServer.StartAsync(
            System.IO.Directory.CreateDirectory(Path.Join(lake.Directory, "bare")).FullName);
        return new StreamServer(lake, server, bare, keys.GetRoot());
    }

    /// <summary>Waits until all that was acknowledged is delivered.</summary>
    public Task FlushAsync() => _lake.Streams.FlushAsync(StreamName, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bare.DisposeAsync();
        await _lake.DisposeAsync();
    }

    private static StreamDefinition Definition() => new()
    {
        Name = StreamName,
        Destination = new StreamDestination
        {
            Bucket = "raw",
            Prefix = "bench/" + StreamDestination.DatedPrefix,
            Compression = StreamCompression.Gzip,
            AppendsNewline = true,
        },
    };
}
