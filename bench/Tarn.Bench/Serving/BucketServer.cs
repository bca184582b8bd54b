using Tarn.Cli.Hosting.Serving;
using Tarn.Common;
using Tarn.Protocols.Aws;
using Tarn.Protocols.Aws.Kms;
using Tarn.Security;
using Tarn.Security.Keys;
using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Encryption;
using Tarn.Storage.Events;

namespace Tarn.Bench.Serving;

/// <summary>
/// A server of one bucket in a temporary directory, and beside it one that does nothing but the files.
/// </summary>
internal sealed class BucketServer : IAsyncDisposable
{
    public const string Bucket = "bench";

    private readonly DirectoryInfo _directory;
    private readonly LakeServer _server;
    private readonly BareServer _bare;
    private readonly AwsParts _parts;

    private BucketServer(DirectoryInfo directory, LakeServer server, BareServer bare, AwsParts parts)
    {
        _directory = directory;
        _server = server;
        _bare = bare;
        _parts = parts;
        Store = parts.Buckets.GetLocal(Bucket);
        Signed = new SignedRequests(new Uri(server.Endpoint).Authority, parts.Keys.GetRoot());
    }

    public LocalObjectStore Store { get; }

    public SignedRequests Signed { get; }

    public int Port => new Uri(_server.Endpoint).Port;

    public int BarePort => _bare.Port;

    public static async Task<BucketServer> StartAsync()
    {
        DirectoryInfo directory = Directory.CreateTempSubdirectory("tarn-bench-");
        AwsParts parts = await PrepareAsync(directory.FullName);
        return new BucketServer(
            directory,
            await LakeServer.StartAsync(
                new ServerOptions { Port = 0 },
                new ServerEndpoints(AwsModule.Create(parts), Commands: null),
                new ServerMetrics([]),
                TimeProvider.System,
                CancellationToken.None),
            await BareServer.StartAsync(directory.CreateSubdirectory("bare").FullName),
            parts);
    }

    /// <summary>Events of the bucket's objects are kept until the result is disposed.</summary>
    public Task<ObjectEventLog> KeepEventsAsync() => ObjectEventLog.OpenAsync(
        _parts.StateDirectory,
        _parts.Buckets.Events,
        bucket => bucket == Bucket,
        _ => { },
        exception => throw exception,
        TimeProvider.System,
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _bare.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    private static async Task<AwsParts> PrepareAsync(string directory)
    {
        UlidSource ids = new(TimeProvider.System);
        string state = Path.Join(directory, ".tarn");
        Directory.CreateDirectory(state);
        Buckets buckets = new(Path.Join(directory, "data"), TimeProvider.System, ids);
        DocumentStore documents = new(state, ids);
        MasterKeyOptions masterKey = new() { FilePath = Path.Join(directory, "master.key") };
        Keyring keyring = new(masterKey, documents, ids, TimeProvider.System);
        BucketKeys bucketKeys = new(keyring, documents, TimeProvider.System);
        await buckets.CreateAsync(Bucket, CancellationToken.None);
        return new AwsParts
        {
            Keys = new AccessKeys(state, ids),
            Buckets = buckets,
            Restores = new RestoreService(buckets, TimeProvider.System, exception => throw exception),
            Documents = documents,
            Kms = new KmsParts
            {
                Keyring = keyring,
                Lifecycle = new KeyLifecycle(keyring, bucketKeys, TimeProvider.System),
                Contents = new ContentKeys(keyring, bucketKeys),
            },
            StateDirectory = state,
            IdSource = ids,
            TimeProvider = TimeProvider.System,
        };
    }
}
