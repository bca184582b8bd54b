using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Objects by requests: conditions, ranges, checksums, framed bodies.</summary>
public sealed class ObjectRequestTests : IDisposable
{
    private const string HelloMd5 = "5eb63bbbe01eeed093cb22bb8f5acdc3";

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task An_object_comes_back_with_what_was_said_of_it()
    {
        S3Answer put = await _rig.SendAsync(
            "PUT", "dir/a%20b", "hello world", ("content-type", "text/x"), ("x-amz-meta-who", "me"));
        S3Answer got = await _rig.SendAsync("GET", "dir/a%20b");
        S3Answer head = await _rig.SendAsync("HEAD", "dir/a%20b");

        Assert.Equal((200, $"\"{HelloMd5}\""), (put.Status, put.Header("ETag")));
        Assert.Equal((200, "hello world"), (got.Status, got.Body));
        Assert.Equal(("text/x", "me", "11"),
            (got.Header("Content-Type"), got.Header("x-amz-meta-who"), got.Header("Content-Length")));
        Assert.Equal((200, "", "11"), (head.Status, head.Body, head.Header("Content-Length")));
    }

    [Theory]
    [InlineData("bytes=0-4", 206, "hello", "bytes 0-4/11")]
    [InlineData("bytes=6-", 206, "world", "bytes 6-10/11")]
    [InlineData("bytes=-3", 206, "rld", "bytes 8-10/11")]
    [InlineData("bytes=4-99", 206, "o world", "bytes 4-10/11")]
    [InlineData("lines=1-2", 200, "hello world", null)]
    public async Task A_range_is_a_part(string range, int status, string body, string? contentRange)
    {
        await _rig.SendAsync("PUT", "key", "hello world");

        S3Answer got = await _rig.SendAsync("GET", "key", null, ("range", range));

        Assert.Equal((status, body, contentRange), (got.Status, got.Body, got.Header("Content-Range")));
    }

    [Fact]
    public async Task A_range_behind_the_end_is_refused()
    {
        await _rig.SendAsync("PUT", "key", "hello world");

        S3Answer got = await _rig.SendAsync("GET", "key", null, ("range", "bytes=11-"));

        Assert.Equal((416, "InvalidRange"), (got.Status, got.Code));
    }

    [Theory]
    [InlineData("if-match", $"\"{HelloMd5}\"", 200)]
    [InlineData("if-match", "\"other\"", 412)]
    [InlineData("if-none-match", $"\"{HelloMd5}\"", 304)]
    [InlineData("if-none-match", "\"other\"", 200)]
    [InlineData("if-modified-since", "Fri, 01 Jan 1999 00:00:00 GMT", 200)]
    [InlineData("if-unmodified-since", "Fri, 01 Jan 1999 00:00:00 GMT", 412)]
    public async Task Conditions_of_a_get_are_kept(string name, string value, int status)
    {
        await _rig.SendAsync("PUT", "key", "hello world");

        Assert.Equal(status, (await _rig.SendAsync("GET", "key", null, (name, value))).Status);
    }

    [Fact]
    public async Task A_put_replaces_only_what_it_says()
    {
        S3Answer[] puts =
        [
            await _rig.SendAsync("PUT", "key", "1", ("if-match", "\"none\"")),
            await _rig.SendAsync("PUT", "key", "hello world", ("if-none-match", "*")),
            await _rig.SendAsync("PUT", "key", "2", ("if-none-match", "*")),
            await _rig.SendAsync("PUT", "key", "3", ("if-match", "\"other\"")),
            await _rig.SendAsync("PUT", "key", "4", ("if-match", $"\"{HelloMd5}\"")),
        ];

        Assert.Equal([404, 200, 412, 412, 200], puts.Select(put => put.Status));
        Assert.Equal("4", (await _rig.SendAsync("GET", "key")).Body);
    }

    [Theory]
    [InlineData("x-amz-checksum-crc32", "DUoRhQ==", 200, null)]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", 400, "BadDigest")]
    [InlineData("x-amz-checksum-sha256", "uU0nuZNNPgilLlLX2n2r+sSE7+N6U4DukIj3rOLvzek=", 200, null)]
    [InlineData("content-md5", "XrY7u+Ae7tCTyyK7j1rNww==", 200, null)]
    [InlineData("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==", 400, "BadDigest")]
    public async Task A_checksum_that_does_not_fit_stores_nothing(string header, string value, int status, string? code)
    {
        S3Answer put = await _rig.SendAsync("PUT", "key", "hello world", (header, value));

        Assert.Equal((status, code), (put.Status, put.Code));
        Assert.Equal(status == 200 ? 200 : 404, (await _rig.SendAsync("HEAD", "key")).Status);
    }

    [Fact]
    public async Task A_checksum_is_given_to_those_who_ask()
    {
        await _rig.SendAsync("PUT", "key", "hello world", ("x-amz-checksum-crc32", "DUoRhQ=="));

        S3Answer asked = await _rig.SendAsync("GET", "key", null, ("x-amz-checksum-mode", "ENABLED"));
        S3Answer plain = await _rig.SendAsync("GET", "key");

        Assert.Equal("DUoRhQ==", asked.Header("x-amz-checksum-crc32"));
        Assert.Null(plain.Header("x-amz-checksum-crc32"));
    }

    [Fact]
    public async Task A_body_in_signed_chunks_is_stored_without_its_frames()
    {
        (RequestHead head, byte[] content) = _rig.Chunked("key", "hello world");

        S3Answer put = await _rig.SendAsync(head, content);
        S3Answer got = await _rig.SendAsync("GET", "key");

        Assert.Equal((200, "hello world"), (put.Status, got.Body));
        Assert.Null(got.Header("Content-Encoding"));
    }

    [Fact]
    public async Task A_changed_chunk_stores_nothing()
    {
        (RequestHead head, byte[] content) = _rig.Chunked("key", "hello world");
        content[Array.IndexOf(content, (byte)'w')] = (byte)'W';

        Assert.Equal((403, "SignatureDoesNotMatch"), await StatusAsync(_rig.SendAsync(head, content)));
        Assert.Equal(404, (await _rig.SendAsync("HEAD", "key")).Status);
    }

    [Fact]
    public async Task A_body_other_than_the_signed_one_stores_nothing()
    {
        RequestHead head = _rig.Sign(
            "PUT", "key", "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");

        Assert.Equal((400, "XAmzContentSHA256Mismatch"), await StatusAsync(_rig.SendAsync(head, "hello"u8.ToArray())));
        Assert.Equal(404, (await _rig.SendAsync("HEAD", "key")).Status);
    }

    private static async Task<(int, string?)> StatusAsync(Task<S3Answer> answer) =>
        ((await answer).Status, (await answer).Code);
}
