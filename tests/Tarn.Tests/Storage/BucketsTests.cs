using Tarn.Common;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage;

public sealed class BucketsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Buckets _buckets;

    public BucketsTests() =>
        _buckets = new Buckets(_directory.Sub("data"), TimeProvider.System, new SequentialIdSource());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_bucket_is_a_directory_of_the_data_directory()
    {
        await _buckets.CreateAsync("raw", Cancellation);
        await _buckets.Get("curated").PutAsync("a", "x"u8.ToArray(), PutCondition.None, Cancellation);

        Assert.True(Directory.Exists(_directory.Sub("data", "raw")));
        Assert.True(File.Exists(_directory.Sub("data", "curated", "a")));
        Assert.Same(_buckets.Get("raw"), _buckets.Get("raw"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("Raw")]
    [InlineData("../raw")]
    [InlineData("-raw")]
    [InlineData("raw\n")]
    public void What_is_no_bucket_name_is_refused(string name) =>
        Assert.Equal(ErrorCodes.BadKey, Assert.Throws<TarnException>(() => _buckets.Get(name)).Code);

    [Fact]
    public async Task Leftovers_of_all_buckets_are_removed()
    {
        foreach (string bucket in new[] { "raw", "curated" })
        {
            string incoming = Directory.CreateDirectory(_directory.Sub("data", bucket, ".tarn-incoming")).FullName;
            await File.WriteAllTextAsync(Path.Join(incoming, "half"), "x", Cancellation);
        }

        Assert.Equal(2, await _buckets.RemoveLeftoversAsync(DateTimeOffset.UtcNow.AddDays(1), Cancellation));
    }
}
