using Tarn.Common;
using Tarn.Security.Keys;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3.Encryption;

/// <summary>Objects that are encrypted on the disk.</summary>
public sealed class EncryptedObjectTests : IDisposable
{
    private const int Frame = 64 * 1024;
    private const string Algorithm = "x-amz-server-side-encryption";
    private static readonly (string, string) Aes = (Algorithm, "AES256");

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Frame - 1)]
    [InlineData(Frame)]
    [InlineData(Frame + 1)]
    [InlineData((2 * Frame) - 1)]
    [InlineData(2 * Frame)]
    [InlineData((4 * Frame) + 17)]
    public async Task An_object_of_any_size_comes_back_and_its_file_does_not_show_it(int size)
    {
        string text = TextOf(size);
        S3Answer put = await _rig.SendAsync("PUT", "key", text, Aes);
        S3Answer got = await _rig.SendAsync("GET", "key");
        S3Answer head = await _rig.SendAsync("HEAD", "key");
        S3Answer listed = await _rig.SendAsync("GET", "?list-type=2");

        Assert.Equal((200, "AES256"), (put.Status, put.Header(Algorithm)));
        Assert.Equal((200, "AES256"), (got.Status, got.Header(Algorithm)));
        Assert.Equal(text, got.Body);
        Assert.Equal((put.Header("ETag"), $"{size}"), (head.Header("ETag"), head.Header("Content-Length")));
        Assert.Equal([$"{size}"], listed.Values("Size"));
        string stored = await File.ReadAllTextAsync(_rig.PathOf("key"), TestContext.Current.CancellationToken);
        Assert.StartsWith("TARNENC1", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(size < 8 ? "plain text" : text[..8], stored, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(Frame - 1, 1)]
    [InlineData(Frame - 1, 2)]
    [InlineData(Frame, 1)]
    [InlineData(100, (2 * Frame) + 100)]
    [InlineData((3 * Frame) - 1, 12)]
    public async Task A_range_may_cross_frames(int start, int length)
    {
        string text = TextOf((3 * Frame) + 11);
        await _rig.SendAsync("PUT", "key", text, Aes);

        S3Answer got = await _rig.SendAsync("GET", "key", null, ("range", $"bytes={start}-{start + length - 1}"));

        Assert.Equal(206, got.Status);
        Assert.Equal(text.Substring(start, length), got.Body);
    }

    [Theory]
    [InlineData("PUT", "key", "x-amz-server-side-encryption-customer-algorithm")]
    [InlineData("PUT", "key", "x-amz-server-side-encryption-customer-key")]
    [InlineData("PUT", "key", "x-amz-server-side-encryption-customer-key-md5")]
    [InlineData("GET", "key", "x-amz-server-side-encryption-customer-key")]
    [InlineData("HEAD", "key", "x-amz-server-side-encryption-customer-key")]
    [InlineData("POST", "key?uploads", "x-amz-server-side-encryption-customer-algorithm")]
    [InlineData("PUT", "key?partNumber=1&uploadId=a", "x-amz-server-side-encryption-customer-key")]
    [InlineData("PUT", "key", "x-amz-server-side-encryption-context")]
    public async Task What_the_lake_cannot_keep_is_refused_and_changes_nothing(
        string method, string target, string header)
    {
        await _rig.SendAsync("PUT", "key", "before");

        S3Answer answer = await _rig.SendAsync(method, target, method == "PUT" ? "after" : null, (header, "AES256"));

        Assert.Equal(501, answer.Status);
        Assert.True(method == "HEAD" || answer.Code == "NotImplemented", answer.Body);
        Assert.Equal("before", (await _rig.SendAsync("GET", "key")).Body);
    }

    [Fact]
    public async Task A_source_with_a_key_of_its_client_is_not_copied()
    {
        await _rig.SendAsync("PUT", "key", "before");

        S3Answer answer = await _rig.SendAsync(
            "PUT",
            "copy",
            null,
            ("x-amz-copy-source", $"/{S3Rig.Bucket}/key"),
            ("x-amz-copy-source-server-side-encryption-customer-key", "a"));

        Assert.Equal("NotImplemented", answer.Code);
    }

    [Fact]
    public async Task Every_bit_of_the_file_counts()
    {
        await _rig.SendAsync("PUT", "key", TextOf(40), Aes);
        string path = _rig.PathOf("key");
        byte[] sound = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        DateTime time = File.GetLastWriteTimeUtc(path);
        for (int i = 0; i < sound.Length * 8; i++)
        {
            byte[] changed = [.. sound];
            changed[i / 8] ^= (byte)(1 << (i % 8));
            Overwrite(path, changed, time);

            S3Answer got = await _rig.SendAsync("GET", "key");

            Assert.True(got.Status == 500, $"bit {i} of {sound.Length} bytes: {got.Status} {got.Body}");
        }

        Overwrite(path, sound, time);
        Assert.Equal(TextOf(40), (await _rig.SendAsync("GET", "key")).Body);
    }

    [Fact]
    public async Task Frames_cannot_be_exchanged_or_left_out()
    {
        await _rig.SendAsync("PUT", "key", TextOf(2 * Frame), Aes);
        string path = _rig.PathOf("key");
        byte[] sound = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        DateTime time = File.GetLastWriteTimeUtc(path);
        int header = sound.Length - (2 * (Frame + 16));

        byte[] first = sound[header..^(Frame + 16)];
        Overwrite(path, [.. sound[..header], .. sound[(header + Frame + 16)..], .. first], time);
        Assert.Equal(500, (await _rig.SendAsync("GET", "key")).Status);
        Overwrite(path, sound[..^(Frame + 16)], time);
        Assert.Equal(500, (await _rig.SendAsync("GET", "key")).Status);
    }

    [Fact]
    public async Task What_reads_objects_in_place_is_told_that_they_are_encrypted()
    {
        await _rig.SendAsync("PUT", "plain", "hello");
        await _rig.SendAsync("PUT", "secret", "hello", Aes);

        Assert.Equal(_rig.PathOf("plain"), _rig.Store.EnginePath("plain"));
        Assert.Equal("hello"u8.ToArray(), await _rig.Store.ReadAsync("plain", CancellationToken.None));
        string code = ErrorCodes.ObjectEncrypted;
        Assert.Equal(code, Assert.Throws<TarnException>(() => _rig.Store.EnginePath("secret")).Code);
        Assert.Equal(code, Assert.Throws<TarnException>(() => _rig.Store.EnginePaths(["plain", "secret"])).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<TarnException>(
            () => _rig.Store.ReadAsync("secret", CancellationToken.None))).Code);
        Assert.Equal(code, (await Assert.ThrowsAsync<TarnException>(
            () => _rig.Store.OpenReadAsync("secret", CancellationToken.None))).Code);
    }

    [Fact]
    public async Task A_copy_is_encrypted_as_its_request_says_and_not_as_its_source()
    {
        await _rig.SendAsync("PUT", "secret", TextOf(Frame + 5), Aes);
        await _rig.SendAsync("PUT", "open", null, ("x-amz-copy-source", $"/{S3Rig.Bucket}/secret"));
        await _rig.SendAsync("PUT", "again", null, ("x-amz-copy-source", $"/{S3Rig.Bucket}/open"), Aes);
        S3Answer itself = await _rig.SendAsync(
            "PUT", "open", null, ("x-amz-copy-source", $"/{S3Rig.Bucket}/open"), Aes);

        Assert.Equal(200, itself.Status);
        foreach (string key in new[] { "open", "again" })
        {
            S3Answer got = await _rig.SendAsync("GET", key);
            Assert.Equal(TextOf(Frame + 5), got.Body);
            Assert.Equal("AES256", got.Header(Algorithm));
        }
    }

    [Fact]
    public async Task A_key_of_the_keyring_can_be_named_and_the_object_is_closed_while_it_is_disabled()
    {
        EncryptionKey key = await _rig.Kms.Keyring.CreateAsync(key => key, CancellationToken.None);
        (string, string)[] headers = [(Algorithm, "aws:kms"), (Algorithm + "-aws-kms-key-id", key.Id)];
        S3Answer put = await _rig.SendAsync("PUT", "key", "hello", headers);
        Assert.Equal("aws:kms", put.Header(Algorithm));
        Assert.EndsWith(":key/" + key.Id, put.Header(Algorithm + "-aws-kms-key-id"), StringComparison.Ordinal);
        await _rig.Kms.Lifecycle.RotateAsync(key.Id, KeyVersionCause.OnDemand, CancellationToken.None);
        Assert.Equal("hello", (await _rig.SendAsync("GET", "key")).Body);

        await _rig.Kms.Lifecycle.SetEnabledAsync(key.Id, isEnabled: false, CancellationToken.None);
        Assert.Equal("KMS.DisabledException", (await _rig.SendAsync("GET", "key")).Code);
        Assert.Equal("KMS.DisabledException", (await _rig.SendAsync("PUT", "other", "hello", headers)).Code);
        await _rig.Kms.Keyring.DeleteAsync(key.Id, CancellationToken.None);
        Assert.Equal("KMS.NotFoundException", (await _rig.SendAsync("GET", "key")).Code);
        Assert.Equal("KMS.NotFoundException", (await _rig.SendAsync("PUT", "other", "hello", headers)).Code);
        Assert.Equal(404, (await _rig.SendAsync("GET", "other")).Status);
    }

    [Theory]
    [InlineData(Algorithm, "aws:kms:dsse", "NotImplemented")]
    [InlineData(Algorithm, "ROT13", "InvalidEncryptionAlgorithmError")]
    [InlineData(Algorithm + "-aws-kms-key-id", "a", "InvalidArgument")]
    [InlineData(Algorithm + "-context", "e30=", "NotImplemented")]
    [InlineData(Algorithm + "-customer-algorithm", "AES256", "NotImplemented")]
    public async Task What_cannot_be_done_is_refused_and_nothing_is_stored(string header, string value, string code)
    {
        Assert.Equal(code, (await _rig.SendAsync("PUT", "key", "hello", (header, value))).Code);
        Assert.Equal(code, (await _rig.SendAsync("POST", "key?uploads", "", (header, value))).Code);
        Assert.Equal(404, (await _rig.SendAsync("GET", "key")).Status);
    }

    [Fact]
    public async Task A_rotation_wraps_keys_of_buckets_anew_and_objects_stay_readable_at_every_step()
    {
        await _rig.SendAsync("PUT", "key", "hello", Aes);
        EncryptionKey service = (await ServiceKey.Objects.FindAsync(_rig.Kms.Keyring, CancellationToken.None))!;
        DateTime before = File.GetLastWriteTimeUtc(_rig.PathOf("key"));

        // As a crash leaves it between the two documents that a rotation writes.
        await _rig.Kms.Keyring.RotateAsync(service.Id, KeyVersionCause.OnDemand, CancellationToken.None);
        _rig.Restart();
        Assert.Equal("hello", (await _rig.SendAsync("GET", "key")).Body);
        Assert.Equal(1, await _rig.OpenBucketKeys().RewrapAsync(CancellationToken.None));
        Assert.Equal(0, await _rig.OpenBucketKeys().RewrapAsync(CancellationToken.None));
        await _rig.Kms.Lifecycle.RotateAsync(service.Id, KeyVersionCause.OnDemand, CancellationToken.None);
        Assert.Equal(0, await _rig.OpenBucketKeys().RewrapAsync(CancellationToken.None));

        _rig.Restart();
        Assert.Equal("hello", (await _rig.SendAsync("GET", "key")).Body);
        Assert.Equal(before, File.GetLastWriteTimeUtc(_rig.PathOf("key")));
    }

    private static string TextOf(int size) =>
        string.Create(size, 7u, (text, seed) =>
        {
            for (int i = 0; i < text.Length; i++)
            {
                seed = (seed * 1664525) + 1013904223;
                text[i] = (char)('a' + ((seed >> 16) % 26));
            }
        });

    private static void Overwrite(string path, byte[] content, DateTime time)
    {
        File.WriteAllBytes(path, content);
        File.SetLastWriteTimeUtc(path, time);
    }
}
