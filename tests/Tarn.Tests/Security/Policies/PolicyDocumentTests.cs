using Tarn.Common;
using Tarn.Security.Policies;
using Xunit;

namespace Tarn.Tests.Security.Policies;

/// <summary>What is a policy and what is not.</summary>
public sealed class PolicyDocumentTests
{
    private const string Good = """{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}""";

    private const string Everyone =
        """{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::raw"}""";

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Statement":[]}""")]
    [InlineData("""{"Version":"2020-01-01","Statement":[]}""")]
    [InlineData("""{"Version":1,"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"},"Extra":1}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Extra":1}}""")]
    [InlineData("""{"Statement":{"Effect":"allow","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Effect":"Deny","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":[],"Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"GetObject","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s*:Get","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","NotAction":"s3:*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"raw"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}}""")]
    public void What_breaks_a_rule_is_no_policy_of_an_identity(string text) =>
        Assert.Equal(
            ErrorCodes.BadPolicy,
            Assert.Throws<TarnException>(() => PolicyDocument.Parse(text, PolicyKind.Identity)).Code);

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::raw"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"bob","Action":"s3:*","Resource":"arn:aws:s3:::raw"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{},"Action":"s3:*","Resource":"arn:aws:s3:::raw"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"glue:*","Resource":"arn:aws:s3:::raw"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::curated"}""")]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}""")]
    public void What_breaks_a_rule_is_no_policy_of_a_bucket(string statement) =>
        Assert.Equal(
            ErrorCodes.BadPolicy,
            Assert.Throws<TarnException>(() => Parse(statement, PolicyKind.Bucket)).Code);

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"sts:AssumeRole"}""")]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole","Resource":"*"}""")]
    public void What_breaks_a_rule_is_no_policy_of_trust(string statement) =>
        Assert.Throws<TarnException>(() => Parse(statement, PolicyKind.Trust));

    [Theory]
    [InlineData("""{"StringIs":{"a:b":"c"}}""")]
    [InlineData("""{"NullIfExists":{"a:b":"true"}}""")]
    [InlineData("""{"For:StringLike":{"a:b":"c"}}""")]
    [InlineData("""{"BinaryEquals":{"a:b":"YQ=="}}""")]
    [InlineData("""{"Bool":{"a:b":"yes"}}""")]
    [InlineData("""{"IpAddress":{"a:b":"10.0.0.0/33"}}""")]
    [InlineData("""{"NumericEquals":{"a:b":"NaN"}}""")]
    [InlineData("""{"DateEquals":{"a:b":"soon"}}""")]
    [InlineData("""{"ArnLike":{"a:b":"arn:x"}}""")]
    [InlineData("""{"StringLike":{"a:b":[]}}""")]
    public void A_condition_that_Tarn_would_have_to_pass_over_is_refused(string condition) =>
        Assert.Equal(
            ErrorCodes.BadPolicy,
            Assert.Throws<TarnException>(
                () => Parse($"{Good[..^1]},\"Condition\":{condition}}}", PolicyKind.Identity)).Code);

    [Theory]
    [InlineData("\"Principal\":\"*\"", "\"Principal\":{\"AWS\":\"arn:aws:iam::000000000000:user/*\"}")]
    [InlineData("\"Action\":\"s3:*\"", "\"Action\":\"s3:*\",\"Condition\":{\"StringEquals\":{\"s3:unheard\":\"a\"}}")]
    public void A_bucket_needs_principals_without_wildcards_and_known_keys(string good, string bad)
    {
        Parse(Everyone, PolicyKind.Bucket);

        Assert.Throws<TarnException>(
            () => Parse(Everyone.Replace(good, bad, StringComparison.Ordinal), PolicyKind.Bucket));
    }

    [Fact]
    public void Two_statements_have_different_names()
    {
        string named = $"{Good[..^1]},\"Sid\":\"A\"}}";

        Parse($"[{named},{Good}]", PolicyKind.Identity);
        Assert.Throws<TarnException>(() => Parse($"[{named},{named}]", PolicyKind.Identity));
    }

    [Fact]
    public void A_message_names_the_place()
    {
        TarnException error = Assert.Throws<TarnException>(() => PolicyDocument.Parse(
            $$"""{"Statement":[{{Good}},{"Effect":"Maybe","Action":"*","Resource":"*"}]}""", PolicyKind.Identity));

        Assert.Contains("Statement[1].Effect is 'Maybe'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Everybody_is_public_unless_a_condition_narrows_it()
    {
        const string condition = ""","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/8"}}}""";

        Assert.True(Parse(Everyone, PolicyKind.Bucket).IsPublic);
        Assert.False(Parse(Everyone[..^1] + condition, PolicyKind.Bucket).IsPublic);
        Assert.False(Parse(Everyone.Replace("Allow", "Deny", StringComparison.Ordinal), PolicyKind.Bucket).IsPublic);
    }

    [Fact]
    public void Many_wildcards_cost_no_more_than_their_length()
    {
        string pattern = string.Concat(Enumerable.Repeat("a*?", 1000));
        PolicyDocument policy = Parse(
            $$"""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::raw/{{pattern}}b"}""", PolicyKind.Identity);
        PolicyRequest request = new()
        {
            Principal = Principal.Root,
            Action = "s3:GetObject",
            Resource = "arn:aws:s3:::raw/" + new string('a', 100_000),
            Context = new Dictionary<string, IReadOnlyList<string>>(),
        };

        Assert.Equal(PolicyVerdict.Silent, policy.Judge(request));
        Assert.Equal(PolicyVerdict.Allowed, policy.Judge(request with { Resource = request.Resource + "b" }));
    }

    private static PolicyDocument Parse(string statement, PolicyKind kind) =>
        PolicyDocument.Parse($$"""{"Version":"2012-10-17","Statement":{{statement}}}""", kind, "raw");
}
