using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

public sealed class LifecycleRequestTests : IDisposable
{
    private const string MinimumSize = "x-amz-transition-default-minimum-object-size";

    private readonly S3Rig _rig = new();

    /// <summary>The inside of a rule that is refused, and how.</summary>
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "", "MalformedXML" },
        { "<Status>Enabled</Status><Filter/>", "InvalidRequest" },
        { "<Status>Enabled</Status><Expiration><Days>1</Days></Expiration>", "MalformedXML" },
        { "<Status>on</Status><Filter/><Expiration><Days>1</Days></Expiration>", "MalformedXML" },
        { "<Status>Enabled</Status><Filter/><Prefix/><Expiration><Days>1</Days></Expiration>", "MalformedXML" },
        { Rule("<Expiration><Days>0</Days></Expiration>"), "InvalidArgument" },
        { Rule("<Expiration><Days>many</Days></Expiration>"), "MalformedXML" },
        { Rule("<Expiration/>"), "MalformedXML" },
        { Rule("<Expiration><Date>2024-01-01T01:00:00Z</Date></Expiration>"), "InvalidArgument" },
        {
            Rule("<Expiration><Days>1</Days><Date>2024-01-01T00:00:00Z</Date></Expiration>"), "MalformedXML"
        },
        { Rule(Transition("Days", "1", "STANDARD_IA")), "InvalidArgument" },
        { Rule(Transition("Days", "30", "STANDARD")), "MalformedXML" },
        { Rule(Transition("Days", "30", "GLACIER") + Transition("Days", "40", "GLACIER")), "InvalidArgument" },
        {
            Rule(Transition("Days", "30", "GLACIER") + "<Expiration><Days>30</Days></Expiration>"),
            "InvalidArgument"
        },
        {
            Rule(Transition("Date", "2024-01-01T00:00:00Z", "GLACIER") + "<Expiration><Days>9</Days></Expiration>"),
            "InvalidRequest"
        },
        {
            "<Status>Enabled</Status><Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>"
            + "<AbortIncompleteMultipartUpload><DaysAfterInitiation>1</DaysAfterInitiation>"
            + "</AbortIncompleteMultipartUpload>",
            "InvalidRequest"
        },
        {
            "<Status>Enabled</Status><Filter><Prefix>a</Prefix><ObjectSizeLessThan>1</ObjectSizeLessThan></Filter>"
            + "<Expiration><Days>1</Days></Expiration>",
            "MalformedXML"
        },
        {
            Rule("<NoncurrentVersionExpiration><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>101"
            + "</NewerNoncurrentVersions></NoncurrentVersionExpiration>"),
            "InvalidArgument"
        },
    };

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_configuration_comes_back_as_it_was_sent()
    {
        const string Rules = "<Rule><ID>a b</ID><Filter><And><Prefix>x/</Prefix><Tag><Key>k</Key><Value>v</Value></Tag>"
            + "<ObjectSizeGreaterThan>5</ObjectSizeGreaterThan></And></Filter><Status>Enabled</Status><Expiration>"
            + "<Days>90</Days></Expiration><Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass>"
            + "</Transition></Rule><Rule><ID>old</ID><Prefix>y</Prefix><Status>Disabled</Status><Expiration>"
            + "<ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration><NoncurrentVersionExpiration>"
            + "<NoncurrentDays>3</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions>"
            + "</NoncurrentVersionExpiration><AbortIncompleteMultipartUpload><DaysAfterInitiation>7"
            + "</DaysAfterInitiation></AbortIncompleteMultipartUpload></Rule><Rule><ID>dated</ID><Filter/>"
            + "<Status>Enabled</Status><Transition><Date>2030-01-01T00:00:00.000Z</Date><StorageClass>GLACIER"
            + "</StorageClass></Transition></Rule>";

        Assert.Equal("NoSuchLifecycleConfiguration", (await _rig.SendAsync("GET", "?lifecycle")).Code);
        S3Answer put = await _rig.SendAsync("PUT", "?lifecycle", Document(Rules));
        Assert.Equal((200, "all_storage_classes_128K"), (put.Status, put.Header(MinimumSize)));
        S3Answer got = await _rig.SendAsync("GET", "?lifecycle");
        Assert.Contains(Rules, got.Body.Replace(" />", "/>", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal("all_storage_classes_128K", got.Header(MinimumSize));

        await _rig.SendAsync("PUT", "?lifecycle", Document(Rules), (MinimumSize, "varies_by_storage_class"));
        Assert.Equal("varies_by_storage_class", (await _rig.SendAsync("GET", "?lifecycle")).Header(MinimumSize));
        Assert.Equal(204, (await _rig.SendAsync("DELETE", "?lifecycle")).Status);
        Assert.Equal(404, (await _rig.SendAsync("GET", "?lifecycle")).Status);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_rule_that_makes_no_sense_is_refused_and_nothing_is_kept(string rule, string code)
    {
        S3Answer answer = await _rig.SendAsync("PUT", "?lifecycle", Document($"<Rule>{rule}</Rule>"));

        Assert.Equal((400, code), (answer.Status, answer.Code));
        Assert.Equal(404, (await _rig.SendAsync("GET", "?lifecycle")).Status);
    }

    [Fact]
    public async Task Rules_of_one_name_are_refused()
    {
        string rule = $"<Rule><ID>same</ID>{Rule("<Expiration><Days>1</Days></Expiration>")}</Rule>";
        Assert.Equal("InvalidArgument", (await _rig.SendAsync("PUT", "?lifecycle", Document(rule + rule))).Code);
    }

    [Fact]
    public async Task Objects_say_when_they_expire()
    {
        string rule = $"<Rule><ID>a/b</ID>{Rule("<Expiration><Days>3</Days></Expiration>")}</Rule>";
        Assert.Equal(200, (await _rig.SendAsync("PUT", "?lifecycle", Document(rule))).Status);
        const string Expected = "expiry-date=\"Mon, 05 Feb 2024 00:00:00 GMT\", rule-id=\"a%2Fb\"";

        Assert.Equal(Expected, (await _rig.SendAsync("PUT", "k", "body")).Header("x-amz-expiration"));
        Assert.Equal(Expected, (await _rig.SendAsync("GET", "k")).Header("x-amz-expiration"));
        Assert.Equal(Expected, (await _rig.SendAsync("HEAD", "k")).Header("x-amz-expiration"));
    }

    [Fact]
    public async Task A_bucket_made_again_has_no_rules_of_the_one_before()
    {
        string rule = $"<Rule>{Rule("<Expiration><Days>1</Days></Expiration>")}</Rule>";
        await _rig.SendAsync("PUT", "?lifecycle", Document(rule));
        Assert.Equal(204, (await _rig.SendAsync("DELETE", "")).Status);
        Assert.Equal(200, (await _rig.SendAsync("PUT", "")).Status);
        Assert.Equal(404, (await _rig.SendAsync("GET", "?lifecycle")).Status);
    }

    private static string Document(string rules) =>
        $"<LifecycleConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">{rules}</LifecycleConfiguration>";

    private static string Rule(string actions) =>
        $"<Filter><Prefix></Prefix></Filter><Status>Enabled</Status>{actions}";

    private static string Transition(string kind, string when, string storageClass) =>
        $"<Transition><{kind}>{when}</{kind}><StorageClass>{storageClass}</StorageClass></Transition>";
}
