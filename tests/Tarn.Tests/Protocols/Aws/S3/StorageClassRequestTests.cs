using Tarn.Storage.Archive;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

public sealed class StorageClassRequestTests : IDisposable
{
    private const string ClassHeader = "x-amz-storage-class";
    private const string Days = "<RestoreRequest><Days>2</Days></RestoreRequest>";

    private readonly S3Rig _rig = new();

    public static TheoryData<string> Readable { get; } =
        [.. StorageClasses.All.Where(name => !StorageClasses.IsArchive(name))];

    public void Dispose() => _rig.Dispose();

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task Objects_of_other_classes_are_read_at_once(string storageClass)
    {
        await _rig.SendAsync("PUT", "k", "body", (ClassHeader, storageClass));

        S3Answer got = await _rig.SendAsync("GET", "k");
        Assert.Equal((200, "body"), (got.Status, got.Body));
        Assert.Equal(storageClass == "STANDARD" ? null : storageClass, got.Header(ClassHeader));
        Assert.Equal([storageClass], (await _rig.SendAsync("GET", "?list-type=2")).Values("StorageClass"));
        S3Answer refused = await _rig.SendAsync("POST", "k?restore", Days);
        Assert.Equal((403, "InvalidObjectState"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_version_that_is_archived_is_restored_by_its_id()
    {
        await _rig.SendAsync(
            "PUT", "?versioning", "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        string id = (await _rig.SendAsync("PUT", "k", "old")).Header("x-amz-version-id")!;
        await _rig.SendAsync("PUT", "k", "new");
        Assert.True(await _rig.Store.Versions.Archive.ArchiveAsync(
            "k", id, "GLACIER", TestContext.Current.CancellationToken));

        S3Answer refused = await _rig.SendAsync("GET", $"k?versionId={id}");
        Assert.Equal((403, "InvalidObjectState"), (refused.Status, refused.Code));
        Assert.Equal("GLACIER", (await _rig.SendAsync("HEAD", $"k?versionId={id}")).Header(ClassHeader));
        S3Answer listed = await _rig.SendAsync("GET", "?versions");
        Assert.Equal(["STANDARD", "GLACIER"], listed.Values("StorageClass"));
        Assert.Equal(["3", "3"], listed.Values("Size"));
        Assert.Equal(202, (await _rig.SendAsync("POST", $"k?restore&versionId={id}", Days)).Status);

        S3Answer got = await _rig.SendAsync("GET", $"k?versionId={id}");
        while (got.Status == 403)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            got = await _rig.SendAsync("GET", $"k?versionId={id}");
        }

        Assert.Equal(("old", "GLACIER"), (got.Body, got.Header(ClassHeader)));
        Assert.StartsWith("ongoing-request=\"false\"", got.Header("x-amz-restore"), StringComparison.Ordinal);
        Assert.Equal("new", (await _rig.SendAsync("GET", "k")).Body);
    }

    [Theory]
    [InlineData("GLACIER")]
    [InlineData("DEEP_ARCHIVE")]
    public async Task An_archived_object_is_there_but_cannot_be_read_or_copied(string storageClass)
    {
        S3Answer put = await _rig.SendAsync(
            "PUT", "k", "body", (ClassHeader, storageClass), ("x-amz-meta-a", "b"), ("x-amz-tagging", "t=v"));
        string upload = (await _rig.SendAsync("POST", "parts?uploads")).Values("UploadId")[0];

        S3Answer head = await _rig.SendAsync("HEAD", "k");
        Assert.Equal((200, storageClass, "b"), (head.Status, head.Header(ClassHeader), head.Header("x-amz-meta-a")));
        Assert.Equal(put.Header("ETag"), head.Header("ETag"));
        Assert.Null(head.Header("x-amz-restore"));
        S3Answer listed = await _rig.SendAsync("GET", "?list-type=2");
        Assert.Equal((storageClass, "4"), (listed.Values("StorageClass")[0], listed.Values("Size")[0]));
        Assert.Equal(["v"], (await _rig.SendAsync("GET", "k?tagging")).Values("Value"));
        (string, string) source = ("x-amz-copy-source", $"/{S3Rig.Bucket}/k");
        foreach (S3Answer answer in (S3Answer[])
        [
            await _rig.SendAsync("GET", "k"),
            await _rig.SendAsync("PUT", "copy", null, source),
            await _rig.SendAsync("PUT", "k", null, source, (ClassHeader, "STANDARD")),
            await _rig.SendAsync("PUT", $"parts?partNumber=1&uploadId={upload}", null, source),
        ])
        {
            Assert.Equal((403, "InvalidObjectState"), (answer.Status, answer.Code));
            Assert.Equal([storageClass], answer.Values("StorageClass"));
        }
    }

    [Fact]
    public async Task A_restored_object_is_read_and_says_until_when()
    {
        await _rig.SendAsync("PUT", "k", "body", (ClassHeader, "GLACIER"));
        Assert.Equal(202, (await _rig.SendAsync("POST", "k?restore", Days)).Status);
        string? restore = null;
        while (restore is null || restore == "ongoing-request=\"true\"")
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
            restore = (await _rig.SendAsync("HEAD", "k")).Header("x-amz-restore");
        }

        Assert.Equal("ongoing-request=\"false\", expiry-date=\"Sun, 04 Feb 2024 00:00:00 GMT\"", restore);
        S3Answer got = await _rig.SendAsync("GET", "k");
        Assert.Equal((200, "body", "GLACIER"), (got.Status, got.Body, got.Header(ClassHeader)));
        string longer = Days.Replace('2', '9');
        Assert.Equal(200, (await _rig.SendAsync("POST", "k?restore", longer)).Status);
        Assert.Contains("11 Feb", (await _rig.SendAsync("HEAD", "k")).Header("x-amz-restore"));
        (string, string) source = ("x-amz-copy-source", $"/{S3Rig.Bucket}/k");
        Assert.Equal(200, (await _rig.SendAsync("PUT", "copy", null, source)).Status);
        S3Answer copy = await _rig.SendAsync("GET", "copy");
        Assert.Equal((200, null, null), (copy.Status, copy.Header(ClassHeader), copy.Header("x-amz-restore")));
        Assert.Equal(200, (await _rig.SendAsync("PUT", "k", null, source, (ClassHeader, "STANDARD"))).Status);
        Assert.Null((await _rig.SendAsync("HEAD", "k")).Header("x-amz-restore"));
    }

    [Theory]
    [InlineData("none", Days, 404, "NoSuchKey")]
    [InlineData("k", "<RestoreRequest/>", 400, "MalformedXML")]
    [InlineData("k", "<RestoreRequest><Days>0</Days></RestoreRequest>", 400, "InvalidArgument")]
    [InlineData("k", "<RestoreRequest><Days>1</Days><Tier>Fast</Tier></RestoreRequest>", 400, "MalformedXML")]
    [InlineData("k", "<RestoreRequest><Type>SELECT</Type></RestoreRequest>", 501, "NotImplemented")]
    public async Task A_restore_that_cannot_be_is_refused(string key, string body, int status, string code)
    {
        await _rig.SendAsync("PUT", "k", "body", (ClassHeader, "GLACIER"));
        S3Answer answer = await _rig.SendAsync("POST", $"{key}?restore", body);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Classes_that_are_none_are_refused()
    {
        S3Answer answer = await _rig.SendAsync("PUT", "k", "body", (ClassHeader, "COLD"));
        Assert.Equal((400, "InvalidStorageClass"), (answer.Status, answer.Code));
    }
}
