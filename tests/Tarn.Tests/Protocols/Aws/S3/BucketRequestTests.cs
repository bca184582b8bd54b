using System.Xml.Linq;
using Tarn.Protocols.Aws.Signing;
using Tarn.Storage;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Buckets by requests: listings, several deletes, and what there is not.</summary>
public sealed class BucketRequestTests : IDisposable
{
    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Pages_of_a_listing_join_to_the_whole()
    {
        string[] keys = ["a", "a/", "a/b", "a//c", "d/e", "d/f", "g"];
        foreach (string key in keys)
        {
            Assert.Equal(200, (await _rig.SendAsync("PUT", key, key)).Status);
        }

        List<string> listed = [];
        string query = "?list-type=2&max-keys=2";
        string? token = "";
        while (token is not null)
        {
            S3Answer page = await _rig.SendAsync("GET", query + token);
            listed.AddRange(page.Values("Key"));
            Assert.True(page.Values("Key").Count <= 2);
            token = page.Values("NextContinuationToken").Select(
                next => "&continuation-token=" + Uri.EscapeDataString(next)).FirstOrDefault();
        }

        Assert.Equal(keys.Order(KeyOrder.Instance), listed);
    }

    [Fact]
    public async Task Keys_up_to_a_delimiter_count_as_one()
    {
        foreach (string key in new[] { "a/1", "a/2", "b", "c/1" })
        {
            await _rig.SendAsync("PUT", key, "x");
        }

        S3Answer first = await _rig.SendAsync("GET", "?delimiter=%2F&max-keys=2");
        S3Answer second = await _rig.SendAsync("GET", "?delimiter=%2F&max-keys=2&marker=b");

        Assert.Equal(["b"], first.Values("Key"));
        Assert.Equal(["a/"], first.Values("CommonPrefixes"));
        Assert.Equal(["b"], first.Values("NextMarker"));
        Assert.Empty(second.Values("Key"));
        Assert.Equal(["c/"], second.Values("CommonPrefixes"));
        Assert.Equal(["false"], second.Values("IsTruncated"));
    }

    [Fact]
    public async Task Several_objects_are_deleted_at_once()
    {
        await _rig.SendAsync("PUT", "a", "x");
        await _rig.SendAsync("PUT", "dir/", "x");

        S3Answer deleted = await _rig.SendAsync(
            "POST",
            "?delete",
            "<Delete><Object><Key>a</Key></Object><Object><Key>dir/</Key></Object>"
            + "<Object><Key>no</Key></Object></Delete>");

        Assert.Equal(["a", "dir/", "no"], deleted.Values("Key"));
        Assert.Empty((await _rig.SendAsync("GET", "?list-type=2")).Values("Key"));
    }

    [Theory]
    [InlineData("GET", "key?torrent", 501, "NotImplemented")]
    [InlineData("GET", "?inventory", 501, "NotImplemented")]
    [InlineData("PUT", "key?legal-hold", 501, "NotImplemented")]
    [InlineData("POST", "key?select", 501, "NotImplemented")]
    [InlineData("POST", "key", 405, "MethodNotAllowed")]
    [InlineData("GET", "none", 404, "NoSuchKey")]
    [InlineData("GET", "?list-type=2&max-keys=x", 400, "InvalidArgument")]
    public async Task What_there_is_not_is_said_in_words_of_s3(string method, string target, int status, string code)
    {
        S3Answer answer = await _rig.SendAsync(method, target);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        XElement error = XElement.Parse(answer.Body);
        Assert.Equal("Error", error.Name.LocalName);
        Assert.StartsWith($"/{S3Rig.Bucket}", error.Element("Resource")!.Value, StringComparison.Ordinal);
        Assert.NotEqual("", error.Element("Message")!.Value);
        Assert.Equal(answer.Header("x-amzn-RequestId"), error.Element("RequestId")!.Value);
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        S3Answer answer = await _rig.SendAsync("PUT", new string('k', 1025), "x");

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task An_unsigned_request_is_refused()
    {
        RequestHead head = _rig.Sign("GET", "key", "UNSIGNED-PAYLOAD");

        S3Answer answer = await _rig.SendAsync(
            head with { Headers = [.. head.Headers.Where(header => header.Key != "authorization")] }, []);

        Assert.Equal((403, "AccessDenied"), (answer.Status, answer.Code));
    }
}
