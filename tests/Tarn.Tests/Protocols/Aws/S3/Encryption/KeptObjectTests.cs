using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3.Encryption;

/// <summary>Encrypted objects that are kept otherwise than as the current one: as versions, and archived.</summary>
public sealed class KeptObjectTests : IDisposable
{
    private const string Size = "200000";
    private static readonly string Text = new('t', 200_000);
    private static readonly (string, string) Aes = ("x-amz-server-side-encryption", "AES256");

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task An_older_version_is_read_and_listed_as_it_was_put()
    {
        string older = await PutTwiceAsync();

        S3Answer got = await _rig.SendAsync("GET", $"key?versionId={older}");
        S3Answer part = await _rig.SendAsync("GET", $"key?versionId={older}", null, ("range", "bytes=65530-65545"));
        S3Answer listed = await _rig.SendAsync("GET", "?versions");

        Assert.Equal((200, "AES256"), (got.Status, got.Header(Aes.Item1)));
        Assert.Equal(Text, got.Body);
        Assert.Equal(Text[..16], part.Body);
        Assert.Equal(["3", Size], listed.Values("Size"));
    }

    [Theory]
    [InlineData("x-amz-metadata-directive", "COPY")]
    [InlineData("x-amz-server-side-encryption", "AES256")]
    public async Task A_copy_of_an_older_version_has_its_content(string header, string value)
    {
        string older = await PutTwiceAsync();

        S3Answer copied = await _rig.SendAsync(
            "PUT", "copy", null, ("x-amz-copy-source", $"{S3Rig.Bucket}/key?versionId={older}"), (header, value));

        Assert.Equal(200, copied.Status);
        Assert.Equal(Text, (await _rig.SendAsync("GET", "copy")).Body);
    }

    [Fact]
    public async Task An_archived_one_is_listed_with_its_size_and_comes_back()
    {
        await _rig.SendAsync("PUT", "key", Text, Aes, ("x-amz-storage-class", "GLACIER"));
        S3Answer refused = await _rig.SendAsync("GET", "key");
        S3Answer listed = await _rig.SendAsync("GET", "?list-type=2");
        S3Answer head = await _rig.SendAsync("HEAD", "key");

        await _rig.SendAsync("POST", "key?restore", "<RestoreRequest><Days>1</Days></RestoreRequest>");
        S3Answer got = await _rig.SendAsync("GET", "key");
        while (got.Status == 403)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            got = await _rig.SendAsync("GET", "key");
        }

        Assert.Equal((403, "InvalidObjectState"), (refused.Status, refused.Code));
        Assert.Equal([Size], listed.Values("Size"));
        Assert.Equal(Size, head.Header("Content-Length"));
        Assert.Equal(Text, got.Body);
    }

    /// <summary>The version of the first one.</summary>
    private async Task<string> PutTwiceAsync()
    {
        await _rig.SendAsync(
            "PUT",
            "?versioning",
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        S3Answer first = await _rig.SendAsync("PUT", "key", Text, Aes);
        await _rig.SendAsync("PUT", "key", "new");
        return first.Header("x-amz-version-id")!;
    }
}
