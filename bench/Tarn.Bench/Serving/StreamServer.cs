using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting.Serving;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Aws.Firehose;
using Tarn.Security;
using Tarn.State;
using Tarn.Storage;
using Tarn.Streams;

namespace Tarn.Bench.Serving;

/// <summary>
/// A server of one delivery stream in a temporary directory, and beside it one that only parses what is put.
/// </summary>
internal sealed class StreamServer : IAsyncDisposable
{
    public const string StreamName = "bench";

    private readonly DirectoryInfo _directory;
    private readonly DuckInstance _engine;
    private readonly StreamService _streams;
    private readonly LakeServer _server;
    private readonly BareServer _bare;

    private StreamServer(
        DirectoryInfo directory,
        DuckInstance engine,
        StreamService streams,
        LakeServer server,
        BareServer bare,
        AccessKey key)
    {
        _directory = directory;
        _engine = engine;
        _streams = streams;
        _server = server;
        _bare = bare;
        Signed = new SignedRequests(new Uri(server.Endpoint).Authority, key, "firehose");
    }

    public SignedRequests Signed { get; }

    public int Port => new Uri(_server.Endpoint).Port;

    public int BarePort => _bare.Port;

    /// <summary>How the stream is doing.</summary>
    public StreamStatus Status => _streams.StatusOf(StreamName);

    public static async Task<StreamServer> StartAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tarn-bench-");
        UlidSource ids = new(TimeProvider.System);
        string state = Path.Join(directory.FullName, ".tarn");
        Directory.CreateDirectory(state);
        DocumentStore documents = new(state, ids);
        Buckets buckets = new(Path.Join(directory.FullName, "data"), TimeProvider.System, ids);
        await buckets.CreateAsync("raw", CancellationToken.None);
        DuckInstance engine = DuckInstance.Open(new EngineOptions());
        StreamService streams = await StreamService.StartAsync(
            new StreamsParts
            {
                Buckets = buckets,
                Documents = documents,
                Catalog = new CatalogStore(documents, TimeProvider.System, ids),
                Engine = engine,
                StateDirectory = state,
                IdSource = ids,
                TimeProvider = TimeProvider.System,
                Failed = (_, exception) => Console.Error.WriteLine(exception.Message),
            },
            [Definition()],
            CancellationToken.None);
        AccessKeys keys = new(state, ids);
        LakeServer server = await LakeServer.StartAsync(
            new ServerOptions { Port = 0 },
            new ServerEndpoints(
                AwsModule.Create(new AwsParts
                {
                    Keys = keys,
                    Buckets = buckets,
                    Documents = documents,
                    Firehose = new FirehoseParts(streams, streams),
                    StateDirectory = state,
                    IdSource = ids,
                    TimeProvider = TimeProvider.System,
                }),
                Commands: null),
            new ServerMetrics([]),
            CancellationToken.None);
        BareServer bare = await BareServer.StartAsync(directory.CreateSubdirectory("bare").FullName);
        return new StreamServer(directory, engine, streams, server, bare, keys.GetRoot());
    }

    /// <summary>Waits until all that was acknowledged is delivered.</summary>
    public Task FlushAsync() => _streams.FlushAsync(StreamName, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bare.DisposeAsync();
        await _streams.DisposeAsync();
        _engine.Dispose();
        _directory.Delete(recursive: true);
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
