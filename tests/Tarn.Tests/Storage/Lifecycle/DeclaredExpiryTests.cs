using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Lifecycle;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Lifecycle;

/// <summary>Zones whose objects the definitions let expire.</summary>
public sealed class DeclaredExpiryTests : IDisposable
{
    private const string Bucket = "raw";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly LifecycleParts _parts;

    public DeclaredExpiryTests()
    {
        SequentialIdSource ids = new();
        Directory.CreateDirectory(_directory.Sub(".tarn"));
        _parts = new LifecycleParts
        {
            Buckets = new Buckets(_directory.Sub("data"), _clock, ids),
            Configurations = new LifecycleStore(new DocumentStore(_directory.Sub(".tarn"), ids)),
            DeclaredDays = new Dictionary<string, int> { [Bucket] = 30 },
            Uploads = new NoUploads(),
            TimeProvider = _clock,
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Objects_expire_as_definitions_say_beside_the_rules_of_clients()
    {
        await PutAsync("a/b");
        Assert.Equal([], await DueAsync(days: 29));

        await PutAsync("tmp/c");
        LifecycleRule ofClient = new()
        {
            Id = "tmp",
            IsEnabled = true,
            Filter = new LifecycleFilter { Form = LifecycleFilterForm.Single, Prefix = "tmp/" },
            Expiration = new ExpirationAction { Days = 1 },
        };
        await _parts.Configurations.SetAsync(
            Bucket, new LifecycleConfiguration { Rules = [ofClient] }, Cancellation);

        Assert.Equal(["lake.yaml: Expire a/b", "tmp: Expire tmp/c"], await DueAsync(days: 2));
    }

    [Fact]
    public async Task Buckets_of_other_zones_have_the_rules_of_clients_alone() =>
        Assert.Null(await _parts.RulesOfAsync("curated", Cancellation));

    private Task<PutResult> PutAsync(string key) =>
        _parts.Buckets.GetLocal(Bucket).PutAsync(key, new byte[10], PutCondition.None, Cancellation);

    /// <summary>What is due days later.</summary>
    private async Task<IReadOnlyList<string>> DueAsync(int days)
    {
        _clock.Advance(TimeSpan.FromDays(days));
        return await new LifecyclePlan(_parts, _clock.GetUtcNow()).FindAsync(Bucket, Cancellation)
            .Select(due => $"{due.Record.Rule}: {due.Record.Action} {due.Record.Key}")
            .ToListAsync(Cancellation);
    }

    private sealed class NoUploads : IIncompleteUploads
    {
        public Task<IReadOnlyList<IncompleteUpload>> ListAsync(string bucket, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<IncompleteUpload>>([]);

        public Task AbortAsync(string bucket, IncompleteUpload upload, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("there are no uploads");
    }
}
