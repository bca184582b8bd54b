using Tarn.Protocols.Aws.S3;
using Tarn.Protocols.Aws.S3.Access;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Policies of buckets, as every request meets them.</summary>
public sealed class BucketPolicyTests : IDisposable
{
    private const string DenyDeleting =
        """
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Deny","Principal":"*","Action":["s3:DeleteObject","s3:DeleteBucketPolicy"],
           "Resource":["arn:aws:s3:::rig-bucket","arn:aws:s3:::rig-bucket/kept/*"]}]}
        """;

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Every_operation_has_a_permission()
    {
        IEnumerable<S3Operation> operations = _rig.Operations;

        Assert.NotEmpty(operations);
        Assert.All(
            operations,
            operation => Assert.Matches("^s3:", S3Actions.Of(operation.Name, hasVersion: false)));
    }

    [Fact]
    public async Task What_it_denies_to_everybody_is_denied_to_the_owner()
    {
        await _rig.SendAsync("PUT", "kept/a", "x");
        await _rig.SendAsync("PUT", "other", "x");
        Assert.Equal(204, (await _rig.SendAsync("PUT", "?policy", DenyDeleting)).Status);

        S3Answer denied = await _rig.SendAsync("DELETE", "kept/a");
        S3Answer allowed = await _rig.SendAsync("DELETE", "other");
        S3Answer read = await _rig.SendAsync("GET", "kept/a");

        Assert.Equal((403, 204, 200), (denied.Status, allowed.Status, read.Status));
        Assert.Equal(["AccessDenied"], denied.Values("Code"));
    }

    [Fact]
    public async Task Of_several_deletes_those_that_are_denied_are_told()
    {
        await _rig.SendAsync("PUT", "kept/a", "x");
        await _rig.SendAsync("PUT", "other", "x");
        await _rig.SendAsync("PUT", "?policy", DenyDeleting);

        S3Answer answer = await _rig.SendAsync(
            "POST", "?delete", "<Delete><Object><Key>kept/a</Key></Object><Object><Key>other</Key></Object></Delete>");

        Assert.Equal(200, answer.Status);
        Assert.Equal(["AccessDenied"], answer.Values("Code"));
        Assert.Equal(200, (await _rig.SendAsync("GET", "kept/a")).Status);
        Assert.Equal(404, (await _rig.SendAsync("GET", "other")).Status);
    }

    [Fact]
    public async Task The_owner_can_take_it_away_whatever_it_says()
    {
        await _rig.SendAsync("PUT", "?policy", DenyDeleting);

        Assert.Equal(DenyDeleting, (await _rig.SendAsync("GET", "?policy")).Body);
        Assert.Equal(204, (await _rig.SendAsync("DELETE", "?policy")).Status);
        Assert.Equal(404, (await _rig.SendAsync("GET", "?policy")).Status);
        Assert.Equal(204, (await _rig.SendAsync("DELETE", "kept/a")).Status);
    }

    [Fact]
    public async Task It_goes_with_its_bucket()
    {
        await _rig.SendAsync("PUT", "?policy", DenyDeleting);
        Assert.Equal(204, (await _rig.SendAsync("DELETE", "")).Status);
        await _rig.SendAsync("PUT", "");

        Assert.Equal(404, (await _rig.SendAsync("GET", "?policy")).Status);
        Assert.Equal(204, (await _rig.SendAsync("DELETE", "kept/a")).Status);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other"}}""")]
    public async Task What_is_no_policy_of_the_bucket_is_refused(string text)
    {
        S3Answer answer = await _rig.SendAsync("PUT", "?policy", text);

        Assert.Equal(400, answer.Status);
        Assert.Equal(["MalformedPolicy"], answer.Values("Code"));
    }

    [Fact]
    public async Task A_public_policy_is_refused_where_those_are_blocked()
    {
        const string policy =
            """
            {"Statement":
              {"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::rig-bucket/*"}}
            """;
        await _rig.SendAsync("PUT", "?policy", policy);
        S3Answer status = await _rig.SendAsync("GET", "?policyStatus");
        await _rig.SendAsync(
            "PUT",
            "?publicAccessBlock",
            "<PublicAccessBlockConfiguration><BlockPublicPolicy>true</BlockPublicPolicy>"
            + "</PublicAccessBlockConfiguration>");

        Assert.Equal(["true"], status.Values("IsPublic"));
        Assert.Equal(403, (await _rig.SendAsync("PUT", "?policy", policy)).Status);
    }
}
