using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.State;
using Tarn.Storage;
using Tarn.Streams;
using Tarn.Streams.Stages;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Streams;

/// <summary>Streams over a lake of their own, and what they deliver.</summary>
internal sealed class StreamRig : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private readonly Lazy<DuckInstance> _engine = new(() => DuckInstance.Open(new EngineOptions()));

    public Buckets Buckets => new(Sub("data"), TimeProvider.System, _ids);

    public DuckInstance Engine => _engine.Value;

    public DocumentStore Documents => new(Sub(".tarn"), _ids);

    public CatalogStore Catalog => new(Documents, TimeProvider.System, _ids);

    public List<string> Failures { get; } = [];

    /// <summary>Of the streams.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public Dictionary<string, Func<StreamRecord, FunctionResult>> Functions { get; } = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A stream of lines that delivers when it is told to.</summary>
    public static StreamDefinition Clicks { get; } = new()
    {
        Name = "clicks",
        Buffer = new BufferHints { Seconds = 900, Megabytes = 128 },
        Destination = new StreamDestination
        {
            Bucket = "raw",
            Prefix = "in/" + StreamDestination.DatedPrefix,
            AppendsNewline = true,
        },
    };

    public static Task<IReadOnlyList<PutOutcome>> PutAsync(StreamService streams, params string[] records) =>
        streams.PutAsync(
            "clicks", [.. records.Select(text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))], Cancellation);

    public static async Task WaitAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), Cancellation);
        }
    }

    public string Sub(params string[] segments) => _directory.Sub(segments);

    public Task<StreamService> StartAsync(params StreamDefinition[] ofFiles) => StreamService.StartAsync(
        new StreamsParts
        {
            Buckets = Buckets,
            Documents = Documents,
            StateDirectory = Sub(".tarn"),
            IdSource = _ids,
            TimeProvider = Clock,
            Catalog = Catalog,
            Engine = Engine,
            Functions = Functions,
            Failed = (stream, exception) => Failures.Add($"{stream}: {exception.Message}"),
        },
        ofFiles,
        Cancellation);

    /// <summary>What a stream with that destination makes of records.</summary>
    public async Task<IReadOnlyList<(string Key, string Content)>> DeliverAsync(
        StreamDestination destination, params string[] records)
    {
        await using StreamService streams = await StartAsync(Clicks with { Destination = destination });
        await PutAsync(streams, records);
        Task flush = streams.FlushAsync("clicks", Cancellation);
        await WaitAsync(() => Task.FromResult(flush.IsCompleted || Failures.Count > 0));
        Assert.Empty(Failures);
        return await DeliveredAsync();
    }

    public IEnumerable<string> Files() => Directory
        .EnumerateFiles(Sub("data"), "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("/.tarn", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public async Task<IReadOnlyList<(string Key, string Content)>> DeliveredAsync()
    {
        List<(string, string)> delivered = [];
        IObjectStore bucket = Buckets.Get("raw");
        await foreach (ObjectInfo found in bucket.ListAsync("", Cancellation))
        {
            byte[] content = (await bucket.ReadAsync(found.Key, Cancellation))!;
            delivered.Add((found.Key, Encoding.UTF8.GetString(content)));
        }

        return delivered;
    }

    public void Dispose()
    {
        if (_engine.IsValueCreated)
        {
            _engine.Value.Dispose();
        }

        _directory.Dispose();
    }
}
