using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Deletions that depend on what is there.</summary>
public sealed class ConditionalDeleteTests : IDisposable
{
    private const string Versions = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_goes_only_when_it_is_the_one_that_is_meant(bool hasVersions)
    {
        if (hasVersions)
        {
            await _rig.SendAsync("PUT", "?versioning", Versions);
        }

        string first = (await _rig.SendAsync("PUT", "key", "one")).Header("ETag")!;
        string second = (await _rig.SendAsync("PUT", "key", "two")).Header("ETag")!;

        S3Answer refused = await _rig.SendAsync("DELETE", "key", null, ("if-match", first));
        Assert.Equal((412, "PreconditionFailed"), (refused.Status, refused.Code));
        Assert.Equal("two", (await _rig.SendAsync("GET", "key")).Body);

        S3Answer done = await _rig.SendAsync("DELETE", "key", null, ("if-match", second));
        Assert.Equal((204, hasVersions ? "true" : null), (done.Status, done.Header("x-amz-delete-marker")));
        Assert.Equal(404, (await _rig.SendAsync("GET", "key")).Status);
        Assert.Equal(412, (await _rig.SendAsync("DELETE", "key", null, ("if-match", "*"))).Status);
    }

    [Fact]
    public async Task An_asterisk_wants_any_object()
    {
        await _rig.SendAsync("PUT", "key", "one");

        Assert.Equal(204, (await _rig.SendAsync("DELETE", "key", null, ("if-match", "*"))).Status);
    }

    [Fact]
    public async Task Of_many_each_has_its_own_tag()
    {
        string tag = (await _rig.SendAsync("PUT", "a", "one")).Header("ETag")!;
        await _rig.SendAsync("PUT", "b", "two");
        await _rig.SendAsync("PUT", "c", "three");

        S3Answer answer = await _rig.SendAsync(
            "POST",
            "?delete",
            $"<Delete><Object><Key>a</Key><ETag>{tag}</ETag></Object><Object><Key>b</Key><ETag>{tag}</ETag></Object>"
            + "<Object><Key>c</Key><Size>5</Size></Object></Delete>");

        Assert.Equal(["PreconditionFailed", "NotImplemented"], answer.Values("Code"));
        Assert.Equal(["b", "c"], (await _rig.SendAsync("GET", "?list-type=2")).Values("Key"));
    }

    [Fact]
    public async Task Conditions_of_directory_buckets_are_refused_and_delete_nothing()
    {
        await _rig.SendAsync("PUT", "key", "one");

        S3Answer answer = await _rig.SendAsync("DELETE", "key", null, ("x-amz-if-match-size", "4"));

        Assert.Equal((501, "NotImplemented"), (answer.Status, answer.Code));
        Assert.Equal(200, (await _rig.SendAsync("GET", "key")).Status);
    }
}
