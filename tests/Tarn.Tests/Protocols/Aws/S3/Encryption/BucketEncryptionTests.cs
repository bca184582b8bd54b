using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3.Encryption;

/// <summary>The encryption of a bucket, which counts for objects that do not say their own.</summary>
public sealed class BucketEncryptionTests : IDisposable
{
    private const string Algorithm = "x-amz-server-side-encryption";

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_bucket_has_none_until_it_is_put_and_after_it_is_deleted()
    {
        string missing = "ServerSideEncryptionConfigurationNotFoundError";
        Assert.Equal(missing, (await _rig.SendAsync("GET", "?encryption")).Code);

        Assert.Equal(200, (await _rig.SendAsync("PUT", "?encryption", Rule("AES256"))).Status);
        Assert.Equal(["AES256"], (await _rig.SendAsync("GET", "?encryption")).Values("SSEAlgorithm"));
        await _rig.SendAsync("PUT", "one", "hello");
        Assert.Equal(204, (await _rig.SendAsync("DELETE", "?encryption")).Status);
        await _rig.SendAsync("PUT", "two", "hello");

        Assert.Equal(missing, (await _rig.SendAsync("GET", "?encryption")).Code);
        Assert.Equal("AES256", (await _rig.SendAsync("GET", "one")).Header(Algorithm));
        Assert.Null((await _rig.SendAsync("GET", "two")).Header(Algorithm));
    }

    [Fact]
    public async Task Keys_are_the_lakes_own_when_none_is_named()
    {
        await _rig.SendAsync("PUT", "?encryption", Rule("aws:kms"));

        await _rig.SendAsync("PUT", "key", "hello");

        S3Answer got = await _rig.SendAsync("GET", "key");
        Assert.Equal(("hello", "aws:kms"), (got.Body, got.Header(Algorithm)));
        Assert.Contains(":key/", got.Header(Algorithm + "-aws-kms-key-id"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_in_parts_is_encrypted_as_it_was_when_it_began()
    {
        await _rig.SendAsync("PUT", "?encryption", Rule("AES256"));
        S3Answer begun = await _rig.SendAsync("POST", "key?uploads");
        string id = begun.Values("UploadId")[0];
        await _rig.SendAsync("DELETE", "?encryption");
        S3Answer part = await _rig.SendAsync("PUT", $"key?partNumber=1&uploadId={id}", "hello world");
        S3Answer listed = await _rig.SendAsync("GET", $"key?uploadId={id}");
        S3Answer whole = await _rig.SendAsync(
            "POST",
            $"key?uploadId={id}",
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber>"
            + $"<ETag>{part.Header("ETag")}</ETag></Part></CompleteMultipartUpload>");

        Assert.Equal("AES256", begun.Header(Algorithm));
        Assert.Equal("AES256", part.Header(Algorithm));
        Assert.Equal(["11"], listed.Values("Size"));
        Assert.Equal((200, "AES256"), (whole.Status, whole.Header(Algorithm)));
        S3Answer got = await _rig.SendAsync("GET", "key", null, ("range", "bytes=6-"));
        Assert.Equal(("world", "AES256"), (got.Body, got.Header(Algorithm)));
    }

    [Theory]
    [InlineData("ROT13", "", "MalformedXML")]
    [InlineData("aws:kms:dsse", "", "NotImplemented")]
    [InlineData("AES256", "<KMSMasterKeyID>a</KMSMasterKeyID>", "InvalidArgument")]
    public async Task Rules_that_cannot_be_kept_are_refused(string algorithm, string more, string code) =>
        Assert.Equal(code, (await _rig.SendAsync("PUT", "?encryption", Rule(algorithm, more))).Code);

    [Fact]
    public async Task Exactly_one_rule_is_taken()
    {
        string none = "<ServerSideEncryptionConfiguration/>";
        Assert.Equal("MalformedXML", (await _rig.SendAsync("PUT", "?encryption", none)).Code);
    }

    internal static string Rule(string algorithm, string more = "") =>
        "<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule>"
        + $"<ApplyServerSideEncryptionByDefault><SSEAlgorithm>{algorithm}</SSEAlgorithm>{more}"
        + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>true</BucketKeyEnabled></Rule>"
        + "</ServerSideEncryptionConfiguration>";
}
