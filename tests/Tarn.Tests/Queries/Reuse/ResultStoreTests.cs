using Tarn.Common;
using Tarn.Queries.Reuse;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Reuse;

public sealed class ResultStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_oldest_results_go_when_there_is_too_much()
    {
        ResultStore store = Open(new ReuseLimits { TotalBytesMax = 250 });
        foreach (string key in new[] { "a", "b", "c" })
        {
            Keep(store, key);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([false, true, true], new[] { "a", "b", "c" }.Select(key => Has(store, key)));
    }

    [Fact]
    public void Results_beyond_the_largest_age_go_whatever_a_statement_allows()
    {
        ResultStore store = Open(new ReuseLimits { AgeMax = TimeSpan.FromDays(1) });
        Keep(store, "a");
        _clock.Advance(TimeSpan.FromHours(25));
        Keep(store, "b");

        Assert.Equal([false, true], new[] { "a", "b" }.Select(key => Has(store, key)));
    }

    [Fact]
    public void A_result_without_a_key_is_found_by_nobody()
    {
        ResultStore store = Open(new ReuseLimits());

        string path = Keep(store, key: null);

        Assert.True(File.Exists(path));
        Assert.False(Has(store, ""));
    }

    private ResultStore Open(ReuseLimits limits) =>
        new(_directory.Sub("results"), limits, _clock, new UlidSource(_clock));

    private string Keep(ResultStore store, string? key)
    {
        string path = _directory.Sub("new");
        File.WriteAllBytes(path, new byte[100]);
        return store.Keep(path, key, CancellationToken.None).Path;
    }

    private static bool Has(ResultStore store, string key) =>
        store.Find(key, TimeSpan.FromDays(30), CancellationToken.None) is not null;
}
