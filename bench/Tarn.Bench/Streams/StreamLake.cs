using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine;
using Tarn.State;
using Tarn.Storage;
using Tarn.Streams;

namespace Tarn.Bench.Streams;

/// <summary>One delivery stream into the bucket <c>raw</c>, in a temporary directory.</summary>
internal sealed class StreamLake : IAsyncDisposable
{
    private readonly DirectoryInfo _directory;
    private readonly DuckInstance _engine;

    private StreamLake(DirectoryInfo directory, DuckInstance engine)
    {
        _directory = directory;
        _engine = engine;
        StateDirectory = Path.Join(directory.FullName, ".tarn");
        System.IO.Directory.CreateDirectory(StateDirectory);
        Documents = new DocumentStore(StateDirectory, Ids);
        Buckets = new Buckets(Path.Join(directory.FullName, "data"), TimeProvider.System, Ids);
        Catalog = new CatalogStore(Documents, TimeProvider.System, Ids);
    }

    public UlidSource Ids { get; } = new(TimeProvider.System);

    public string Directory => _directory.FullName;

    public string StateDirectory { get; }

    public DocumentStore Documents { get; }

    public Buckets Buckets { get; }

    public CatalogStore Catalog { get; }

    public StreamService Streams { get; private set; } = null!;

    /// <param name="stream">Delivers to <c>raw</c>.</param>
    public static async Task<StreamLake> StartAsync(StreamDefinition stream)
    {
        StreamLake lake = new(
            System.IO.Directory.CreateTempSubdirectory("tarn-bench-"), DuckInstance.Open(new EngineOptions()));
        await lake.Buckets.CreateAsync("raw", CancellationToken.None);
        lake.Streams = await StreamService.StartAsync(
            new StreamsParts
            {
                Buckets = lake.Buckets,
                Documents = lake.Documents,
                Catalog = lake.Catalog,
                Engine = lake._engine,
                StateDirectory = lake.StateDirectory,
                IdSource = lake.Ids,
                TimeProvider = TimeProvider.System,
                Failed = (_, exception) => Console.Error.WriteLine(exception.Message),
            },
            [stream],
            CancellationToken.None);
        return lake;
    }

    public async ValueTask DisposeAsync()
    {
        await Streams.DisposeAsync();
        _engine.Dispose();
        _directory.Delete(recursive: true);
    }
}
