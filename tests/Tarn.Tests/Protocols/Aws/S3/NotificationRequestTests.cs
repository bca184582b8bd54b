using Tarn.Storage.Events;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

public sealed class NotificationRequestTests : IDisposable
{
    private const string Job = "arn:aws:lambda:us-east-1:000000000000:function:rig-job";

    private readonly S3Rig _rig = new();

    /// <summary>The inside of a configuration that is refused, and how.</summary>
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { Rule("arn:aws:lambda:us-east-1:000000000000:function:nobody", "s3:ObjectCreated:*"), "InvalidArgument" },
        { Rule("arn:aws:sqs:us-east-1:000000000000:rig-job", "s3:ObjectCreated:*"), "InvalidArgument" },
        { Rule(Job, "s3:ObjectTagging:*"), "InvalidArgument" },
        { Rule(Job), "MalformedXML" },
        {
            "<QueueConfiguration><Queue>arn:aws:sqs:us-east-1:0:q</Queue><Event>s3:ObjectCreated:*</Event>"
            + "</QueueConfiguration>",
            "InvalidArgument"
        },
        { "<TopicConfiguration><Topic>arn:aws:sns:us-east-1:0:t</Topic></TopicConfiguration>", "InvalidArgument" },
        { Rule(Job, "s3:ObjectCreated:*") + Rule(Job, "s3:ObjectCreated:Put"), "InvalidArgument" },
        { Rule(Job, "s3:ObjectCreated:*", Filter("middle", "x")), "InvalidArgument" },
    };

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_configuration_comes_back_as_it_was_sent_and_an_empty_one_takes_it_away()
    {
        string rules = "<CloudFunctionConfiguration><Id>in</Id><CloudFunction>" + Job + "</CloudFunction>"
            + "<Event>s3:ObjectCreated:Put</Event><Event>s3:ObjectCreated:Copy</Event><Filter><S3Key>"
            + "<FilterRule><Name>Prefix</Name><Value>in/</Value></FilterRule>"
            + "<FilterRule><Name>Suffix</Name><Value>.json</Value></FilterRule></S3Key></Filter>"
            + "</CloudFunctionConfiguration><EventBridgeConfiguration/>";

        Assert.DoesNotContain("CloudFunction", (await GetAsync()).Body, StringComparison.Ordinal);
        Assert.Equal(200, (await PutAsync(rules)).Status);
        Assert.Contains(
            rules, (await GetAsync()).Body.Replace(" />", "/>", StringComparison.Ordinal), StringComparison.Ordinal);

        Assert.Equal(200, (await PutAsync("")).Status);
        Assert.DoesNotContain("Configuration>", (await GetAsync()).Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_be_told_or_started_is_refused(string rules, string code)
    {
        S3Answer answer = await PutAsync(rules);

        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.DoesNotContain("Cloud", (await GetAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_for_different_keys_stand_side_by_side()
    {
        string one = Rule(Job, "s3:ObjectCreated:*", Filter("prefix", "a/"));
        string other = Rule(Job, "s3:ObjectCreated:*", Filter("prefix", "b/"));

        Assert.Equal(200, (await PutAsync(one + other)).Status);
    }

    [Fact]
    public async Task Listeners_are_told_how_an_object_was_made_and_removed()
    {
        List<string> told = [];
        using IDisposable listening = _rig.Buckets.Events.Listen(
            bucket => bucket == S3Rig.Bucket, found => told.Add($"{found.Name} {found.Key} {found.SizeBytes}"));

        await _rig.SendAsync("PUT", "a", "12345");
        await _rig.SendAsync("PUT", "b", null, ("x-amz-copy-source", $"/{S3Rig.Bucket}/a"));
        await _rig.SendAsync("DELETE", "a");
        await _rig.SendAsync(
            "PUT",
            "?versioning",
            "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        await _rig.SendAsync("DELETE", "b");

        Assert.Equal(
            [
                $"{ObjectEventNames.Put} a 5", $"{ObjectEventNames.Copy} b 5", $"{ObjectEventNames.Delete} a ",
                $"{ObjectEventNames.DeleteMarkerCreated} b ",
            ],
            told);
    }

    private static string Rule(string target, string? name = null, string filter = "") =>
        $"<CloudFunctionConfiguration><CloudFunction>{target}</CloudFunction>"
        + (name is null ? "" : $"<Event>{name}</Event>") + filter + "</CloudFunctionConfiguration>";

    private static string Filter(string name, string value) =>
        $"<Filter><S3Key><FilterRule><Name>{name}</Name><Value>{value}</Value></FilterRule></S3Key></Filter>";

    private Task<S3Answer> GetAsync() => _rig.SendAsync("GET", "?notification");

    private Task<S3Answer> PutAsync(string rules) => _rig.SendAsync(
        "PUT", "?notification", $"<NotificationConfiguration>{rules}</NotificationConfiguration>");
}
