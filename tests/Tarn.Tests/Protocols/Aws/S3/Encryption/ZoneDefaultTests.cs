using Tarn.Storage;
using Tarn.Storage.Encryption;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3.Encryption;

/// <summary>A bucket whose zone is to be encrypted, as S3's clients see it.</summary>
public sealed class ZoneDefaultTests : IDisposable
{
    private const string Algorithm = "x-amz-server-side-encryption";

    private readonly S3Rig _rig = new();

    public ZoneDefaultTests() => _rig.Defaults.Redefine(new Dictionary<string, EncryptionRule>
    {
        [S3Rig.Bucket] = EncryptionRule.OfBucket,
    });

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Its_first_object_is_encrypted_and_it_says_so()
    {
        S3Answer rule = await _rig.SendAsync("GET", "?encryption");
        S3Answer put = await _rig.SendAsync("PUT", "key", "hello");

        Assert.Equal(["AES256"], rule.Values("SSEAlgorithm"));
        Assert.Equal("AES256", put.Header(Algorithm));
        Assert.StartsWith("TARNENC1", File.ReadAllText(_rig.PathOf("key")), StringComparison.Ordinal);
        Assert.Equal("hello", (await _rig.SendAsync("GET", "key")).Body);
    }

    [Fact]
    public async Task What_is_put_on_the_bucket_counts_until_it_is_deleted()
    {
        await _rig.SendAsync("PUT", "?encryption", BucketEncryptionTests.Rule("aws:kms"));
        S3Answer other = await _rig.SendAsync("PUT", "other", "hello");
        await _rig.SendAsync("DELETE", "?encryption");
        S3Answer own = await _rig.SendAsync("PUT", "own", "hello");

        Assert.Equal(("aws:kms", "AES256"), (other.Header(Algorithm), own.Header(Algorithm)));
        Assert.Equal(["AES256"], (await _rig.SendAsync("GET", "?encryption")).Values("SSEAlgorithm"));
    }

    [Fact]
    public async Task The_lake_itself_puts_as_clients_say_and_they_read_it()
    {
        await _rig.SendAsync("PUT", "?encryption", BucketEncryptionTests.Rule("aws:kms"));
        IObjectStore lake = _rig.Buckets.Get(S3Rig.Bucket);

        await lake.PutAsync("result", "hello"u8.ToArray(), PutCondition.None, TestContext.Current.CancellationToken);

        S3Answer got = await _rig.SendAsync("GET", "result");
        Assert.Equal(("hello", "aws:kms"), (got.Body, got.Header(Algorithm)));
    }
}
