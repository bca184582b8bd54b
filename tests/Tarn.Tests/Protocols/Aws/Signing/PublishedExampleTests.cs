using System.Text;
using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Signing;

/// <summary>The examples with signatures that Amazon's documentation of Signature Version 4 gives.</summary>
public sealed class PublishedExampleTests
{
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string S3Time = "20130524T000000Z";
    private const string S3Host = "examplebucket.s3.amazonaws.com";

    private static readonly CredentialScope S3Scope = new("20130524", "us-east-1", "s3");

    [Fact]
    public void The_plainest_request_of_the_test_suite_is_let_in()
    {
        const string KeyId = "AKIDEXAMPLE";
        using SigningRig rig = new("20150830T123600Z", KeyId, "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        RequestHead head = SigningRig.Authorized(
            new("GET", "/", "", [new("Host", "example.amazonaws.com"), new("X-Amz-Date", "20150830T123600Z")]),
            KeyId,
            new("20150830", "us-east-1", "service"),
            ["host", "x-amz-date"],
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");

        Assert.Equal(KeyId, rig.Verifier.Verify(head, EmptyHash)!.AccessKey.Id);
    }

    [Fact]
    public void A_ranged_GET_of_S3_is_let_in()
    {
        using SigningRig rig = new(S3Time);
        RequestHead head = SigningRig.Authorized(
            new("GET", "/test.txt", "",
            [
                new("Host", S3Host),
                new("Range", "bytes=0-9"),
                new("x-amz-content-sha256", EmptyHash),
                new("x-amz-date", S3Time),
            ]),
            SigningRig.KeyId,
            S3Scope,
            ["host", "range", "x-amz-content-sha256", "x-amz-date"],
            "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");

        Assert.Equal("default", rig.Verifier.Verify(head, bodySha256: null)!.AccessKey.Name);
    }

    [Theory]
    [InlineData("/test$file.text")]
    [InlineData("/test%24file.text")]
    public void A_PUT_of_S3_is_let_in_however_its_path_is_escaped(string path)
    {
        using SigningRig rig = new(S3Time);
        const string Hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072";
        RequestHead head = SigningRig.Authorized(
            new("PUT", path, "",
            [
                new("Host", S3Host),
                new("Date", "Fri, 24 May 2013 00:00:00 GMT"),
                new("x-amz-content-sha256", Hash),
                new("x-amz-date", S3Time),
                new("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ]),
            SigningRig.KeyId,
            S3Scope,
            ["date", "host", "x-amz-content-sha256", "x-amz-date", "x-amz-storage-class"],
            "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");

        VerifiedSignature verified = rig.Verifier.Verify(head, bodySha256: null)!;

        Assert.Equal(new PayloadKind.Hashed(Hash), verified.Payload);
    }

    [Fact]
    public void A_presigned_URL_of_S3_is_let_in()
    {
        using SigningRig rig = new(S3Time);
        RequestHead head = new(
            "GET",
            "/test.txt",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3"
            + "%2Faws4_request&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
            + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
            [new("Host", S3Host)]);

        Assert.IsType<PayloadKind.Unsigned>(rig.Verifier.Verify(head, bodySha256: null)!.Payload);
    }

    [Fact]
    public async Task A_body_in_signed_chunks_is_read()
    {
        using SigningRig rig = new(S3Time);
        VerifiedSignature verified = rig.Verifier.Verify(ChunkedHead(), bodySha256: null)!;
        string text = Chunk(65536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            + Chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
            + Chunk(0, "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9");

        await using ChunkedBody body = new(
            SigningRig.Body(text), Assert.IsType<PayloadKind.Chunked>(verified.Payload), verified);

        Assert.Equal(Encoding.ASCII.GetBytes(new string('a', 66560)), await SigningRig.ReadAsync(body));
    }

    private static RequestHead ChunkedHead() => SigningRig.Authorized(
        new("PUT", "/examplebucket/chunkObject.txt", "",
        [
            new("Host", "s3.amazonaws.com"),
            new("x-amz-date", S3Time),
            new("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            new("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            new("Content-Encoding", "aws-chunked"),
            new("x-amz-decoded-content-length", "66560"),
            new("Content-Length", "66824"),
        ]),
        SigningRig.KeyId,
        S3Scope,
        [
            "content-encoding", "content-length", "host", "x-amz-content-sha256", "x-amz-date",
            "x-amz-decoded-content-length", "x-amz-storage-class",
        ],
        "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");

    private static string Chunk(int length, string signature) =>
        $"{length:x};chunk-signature={signature}\r\n{new string('a', length)}\r\n";
}
