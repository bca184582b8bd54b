using System.Globalization;
using System.Text;
using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Files that browsers post with signed forms.</summary>
public sealed class PostObjectTests : IDisposable
{
    private const string Boundary = "----boundary";
    private const string FormType = "multipart/form-data; boundary=" + Boundary;
    private const string KeyField =
        "--" + Boundary + "\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na";

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_form_that_its_policy_allows_makes_an_object_with_its_fields()
    {
        S3Answer answer = await PostAsync(
            Policy("[\"starts-with\",\"$key\",\"user/\"],{\"Content-Type\":\"text/plain\"}"
                + ",[\"starts-with\",\"$x-amz-meta-a\",\"\"]"),
            [
                ("key", "user/${filename}"), ("Content-Type", "text/plain"), ("x-amz-meta-a", "b"),
                ("success_action_status", "201"),
            ],
            "hello");

        Assert.Equal(201, answer.Status);
        Assert.Equal(["user/file.txt"], answer.Values("Key"));
        S3Answer got = await _rig.SendAsync("GET", "user/file.txt");
        Assert.Equal(("hello", "text/plain", "b"), (got.Body, got.Header("Content-Type"), got.Header("x-amz-meta-a")));
        Assert.Equal(got.Header("ETag"), answer.Header("ETag"));
    }

    [Theory]
    [InlineData("{\"key\":\"other\"}", "hello", "AccessDenied")]
    [InlineData("[\"starts-with\",\"$key\",\"b\"]", "hello", "AccessDenied")]
    [InlineData("{\"key\":\"a\"},{\"bucket\":\"elsewhere\"}", "hello", "AccessDenied")]
    [InlineData("", "hello", "AccessDenied")]
    [InlineData("{\"key\":\"a\"},[\"content-length-range\",1,4]", "hello", "EntityTooLarge")]
    [InlineData("{\"key\":\"a\"},[\"content-length-range\",6,9]", "hello", "EntityTooSmall")]
    [InlineData("[\"contains\",\"$key\",\"a\"]", "hello", "InvalidPolicyDocument")]
    public async Task What_the_policy_does_not_allow_is_refused_and_stores_nothing(
        string conditions, string content, string code)
    {
        S3Answer answer = await PostAsync(Policy(conditions), [("key", "a")], content);

        Assert.Equal(code, answer.Code);
        Assert.Equal(404, (await _rig.SendAsync("GET", "a")).Status);
    }

    [Fact]
    public async Task A_field_that_the_policy_does_not_name_is_refused()
    {
        S3Answer answer = await PostAsync(Policy("{\"key\":\"a\"}"), [("key", "a"), ("x-amz-meta-a", "b")], "hello");

        Assert.Equal("AccessDenied", answer.Code);
        Assert.Contains("Extra input fields: x-amz-meta-a", answer.Body, StringComparison.Ordinal);
        Assert.Equal(204, (await PostAsync(
            Policy("{\"key\":\"a\"}"), [("key", "a"), ("x-ignore-this", "b")], "hello")).Status);
    }

    [Fact]
    public async Task A_policy_is_good_until_it_expires()
    {
        string policy = Policy("{\"key\":\"a\"}");
        Assert.Equal(204, (await PostAsync(policy, [("key", "a")], "hello")).Status);

        _rig.Clock.Advance(TimeSpan.FromHours(2));

        S3Answer answer = await PostAsync(policy, [("key", "a")], "again");
        Assert.Equal("AccessDenied", answer.Code);
        Assert.Contains("Policy expired", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_forgery_is_refused()
    {
        string policy = Policy("{\"key\":\"a\"}");
        string signature = new SigningKey(_rig.Key.Secret, _rig.Scope).Sign(policy);
        for (int place = 0; place < policy.Length; place++)
        {
            char other = policy[place] == 'A' ? 'B' : 'A';
            string forged = policy[..place] + other + policy[(place + 1)..];
            Assert.Equal("SignatureDoesNotMatch", (await SendAsync(Signed(forged, signature), "hello")).Code);
        }

        for (int place = 0; place < signature.Length; place++)
        {
            char other = signature[place] == '0' ? '1' : '0';
            string forged = signature[..place] + other + signature[(place + 1)..];
            Assert.Equal("SignatureDoesNotMatch", (await SendAsync(Signed(policy, forged), "hello")).Code);
        }

        Assert.Equal("AccessDenied", (await SendAsync([("key", "a")], "hello")).Code);
        Assert.Equal("AccessDenied", (await SendAsync([("key", "a"), ("policy", policy)], "hello")).Code);
        Assert.Equal(404, (await _rig.SendAsync("GET", "a")).Status);
    }

    [Fact]
    public async Task Headers_of_the_browser_itself_count_for_nothing()
    {
        string policy = Policy("{\"key\":\"a\"}");
        string signature = new SigningKey(_rig.Key.Secret, _rig.Scope).Sign(policy);

        S3Answer answer = await SendAsync(
            Signed(policy, signature), "hello", ("x-amz-meta-a", "b"), ("x-amz-storage-class", "GLACIER"));

        Assert.Equal(204, answer.Status);
        S3Answer got = await _rig.SendAsync("GET", "a");
        Assert.Equal(("hello", null), (got.Body, got.Header("x-amz-meta-a")));
    }

    [Theory]
    [InlineData("no form at all", "MalformedPOSTRequest")]
    [InlineData(KeyField + "\r\n------boundary--\r\n", "InvalidArgument")]
    [InlineData(KeyField, "MalformedPOSTRequest")]
    public async Task What_is_no_form_is_said_to_be_none(string body, string code)
    {
        S3Answer answer = await _rig.SendAsync(
            new RequestHead("POST", $"/{S3Rig.Bucket}", "", [new("content-type", FormType)]),
            Encoding.UTF8.GetBytes(body));

        Assert.Equal(code, answer.Code);
    }

    private string Policy(string conditions)
    {
        string expiration = _rig.Clock.GetUtcNow().AddHours(1).ToString(
            "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        string own = conditions.Length == 0 ? "" : "," + conditions;
        string signing = "[\"starts-with\",\"$x-amz-algorithm\",\"\"],[\"starts-with\",\"$x-amz-credential\",\"\"],"
            + "[\"starts-with\",\"$x-amz-date\",\"\"],[\"starts-with\",\"$success_action_status\",\"\"]";
        string json = $"{{\"expiration\":\"{expiration}\",\"conditions\":[{signing}{own}]}}";
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
    }

    private Task<S3Answer> PostAsync(string policy, (string, string)[] fields, string content) => SendAsync(
        [.. fields, .. Signed(policy, new SigningKey(_rig.Key.Secret, _rig.Scope).Sign(policy)).Skip(1)], content);

    private (string, string)[] Signed(string policy, string signature) =>
    [
        ("key", "a"), ("policy", policy), ("x-amz-algorithm", "AWS4-HMAC-SHA256"),
        ("x-amz-credential", $"{_rig.Key.Id}/{_rig.Scope}"), ("x-amz-date", _rig.Timestamp),
        ("x-amz-signature", signature),
    ];

    private Task<S3Answer> SendAsync(
        (string Name, string Value)[] fields, string content, params (string Name, string Value)[] headers)
    {
        StringBuilder body = new();
        foreach ((string name, string value) in fields)
        {
            body.Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Disposition: form-data;")
                .Append(CultureInfo.InvariantCulture, $" name=\"{name}\"\r\n\r\n{value}\r\n");
        }

        body.Append(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"file\";")
            .Append(" filename=\"file.txt\"\r\nContent-Type: text/html\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"{content}\r\n--{Boundary}--\r\n");
        RequestHead head = new(
            "POST",
            $"/{S3Rig.Bucket}",
            "",
            [
                new("content-type", FormType),
                .. headers.Select(header => KeyValuePair.Create(header.Name, header.Value)),
            ]);
        return _rig.SendAsync(head, Encoding.UTF8.GetBytes(body.ToString()));
    }
}
