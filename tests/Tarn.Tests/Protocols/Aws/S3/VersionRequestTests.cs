using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Versions by requests: statuses and headers that clients do not show.</summary>
public sealed class VersionRequestTests : IDisposable
{
    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("<Status>Enabled</Status>", 200, null)]
    [InlineData("<Status>Suspended</Status><MfaDelete>Disabled</MfaDelete>", 200, null)]
    [InlineData("<Status>Enabled</Status><MfaDelete>Enabled</MfaDelete>", 501, "NotImplemented")]
    [InlineData("<Status>On</Status>", 400, "MalformedXML")]
    [InlineData("", 400, "IllegalVersioningConfigurationException")]
    public async Task Versioning_is_set_or_refused(string inner, int status, string? code)
    {
        S3Answer answer = await SetAsync(inner);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_bucket_that_never_had_versions_says_nothing_of_them()
    {
        S3Answer put = await _rig.SendAsync("PUT", "key", "x");
        S3Answer got = await _rig.SendAsync("GET", "key");
        S3Answer byId = await _rig.SendAsync("GET", "key?versionId=null");
        S3Answer deleted = await _rig.SendAsync("DELETE", "key");
        S3Answer status = await _rig.SendAsync("GET", "?versioning");

        Assert.All([put, got, deleted], answer => Assert.Null(answer.Header("x-amz-version-id")));
        Assert.Equal((200, "x"), (byId.Status, byId.Body));
        Assert.Empty(status.Values("Status"));
    }

    [Fact]
    public async Task A_delete_marker_is_said_to_be_one()
    {
        await SetAsync("<Status>Enabled</Status>");
        string? version = (await _rig.SendAsync("PUT", "key", "x")).Header("x-amz-version-id");
        S3Answer deleted = await _rig.SendAsync("DELETE", "key");
        string? marker = deleted.Header("x-amz-version-id");

        S3Answer missing = await _rig.SendAsync("GET", "key");
        S3Answer asked = await _rig.SendAsync("HEAD", $"key?versionId={marker}");
        S3Answer kept = await _rig.SendAsync("GET", $"key?versionId={version}");

        Assert.Equal((204, "true"), (deleted.Status, deleted.Header("x-amz-delete-marker")));
        Assert.Equal((404, "NoSuchKey", "true", marker), (
            missing.Status, missing.Code, missing.Header("x-amz-delete-marker"), missing.Header("x-amz-version-id")));
        Assert.Equal((405, "true", "DELETE"), (
            asked.Status, asked.Header("x-amz-delete-marker"), asked.Header("Allow")));
        Assert.NotNull(asked.Header("Last-Modified"));
        Assert.Equal((200, "x", version), (kept.Status, kept.Body, kept.Header("x-amz-version-id")));
    }

    [Theory]
    [InlineData("key?versionId=", 400, "InvalidArgument")]
    [InlineData("key?versionId=..%2F..%2Fetc", 400, "InvalidArgument")]
    [InlineData("key?versionId=0123456789abcdefghjkmnpqrs", 404, "NoSuchVersion")]
    [InlineData("none?versionId=null", 404, "NoSuchVersion")]
    [InlineData("?versions&version-id-marker=null", 400, "InvalidArgument")]
    public async Task What_is_no_version_is_an_error(string target, int status, string code)
    {
        await _rig.SendAsync("PUT", "key", "x");

        S3Answer answer = await _rig.SendAsync("GET", target);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Conditions_are_about_the_version_that_is_asked_for()
    {
        await SetAsync("<Status>Enabled</Status>");
        S3Answer first = await _rig.SendAsync("PUT", "key", "one");
        await _rig.SendAsync("PUT", "key", "two");
        string old = $"key?versionId={first.Header("x-amz-version-id")}";
        string etag = first.Header("ETag")!;

        Assert.Equal(200, (await _rig.SendAsync("GET", old, null, ("if-match", etag))).Status);
        Assert.Equal(304, (await _rig.SendAsync("GET", old, null, ("if-none-match", etag))).Status);
        Assert.Equal(412, (await _rig.SendAsync("GET", "key", null, ("if-match", etag))).Status);
        Assert.Equal(412, (await _rig.SendAsync("PUT", "key", "three", ("if-match", etag))).Status);
        Assert.Equal(412, (await _rig.SendAsync("PUT", "key", "three", ("if-none-match", "*"))).Status);
        await _rig.SendAsync("DELETE", "key");
        Assert.Equal(404, (await _rig.SendAsync("PUT", "key", "three", ("if-match", etag))).Status);
        Assert.Equal(200, (await _rig.SendAsync("PUT", "key", "three", ("if-none-match", "*"))).Status);
    }

    private Task<S3Answer> SetAsync(string inner) =>
        _rig.SendAsync("PUT", "?versioning", $"<VersioningConfiguration>{inner}</VersioningConfiguration>");
}
