using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Signing;

/// <summary>Presigned URLs: what they are good for, and until when.</summary>
public sealed class PresignedForgeryTests
{
    private const string SignedAt = "20261121T180000Z";
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    [Theory]
    [InlineData("1", "20261121T180001Z")]
    [InlineData("900", "20261121T181500Z")]
    [InlineData("604800", "20261128T180000Z")]
    public void One_is_good_for_as_long_as_it_says(string seconds, string now)
    {
        using SigningRig rig = new(now);

        Assert.NotNull(rig.Verifier.Verify(Presigned(seconds), bodySha256: null));
    }

    [Theory]
    [InlineData("1", "20261121T180002Z")]
    [InlineData("900", "20261121T181501Z")]
    [InlineData("604800", "20261128T180001Z")]
    public void One_that_is_older_is_not_let_in(string seconds, string now) =>
        Assert.Equal(SignatureProblem.Expired, ProblemOf(Presigned(seconds), now));

    [Fact]
    public void One_of_the_future_is_not_let_in() =>
        Assert.Equal(SignatureProblem.Skewed, ProblemOf(Presigned("900"), "20261121T174459Z"));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("604801")]
    [InlineData("9e1")]
    [InlineData("99999999999999999999")]
    public void A_time_that_S3_does_not_allow_is_refused(string seconds) =>
        Assert.Equal(SignatureProblem.Malformed, ProblemOf(Presigned(seconds), SignedAt));

    [Fact]
    public void No_URL_with_one_character_changed_is_let_in()
    {
        RequestHead honest = Presigned("900");
        List<string> letIn = [];
        for (int i = 0; i < honest.RawQuery.Length; i++)
        {
            Try(honest with { RawQuery = Changed(honest.RawQuery, i) }, $"query {i}");
        }

        for (int i = 1; i < honest.RawPath.Length; i++)
        {
            Try(honest with { RawPath = Changed(honest.RawPath, i) }, $"path {i}");
        }

        Try(honest with { Method = "PUT" }, "method");
        Try(honest with { RawQuery = honest.RawQuery + "&acl" }, "query added");
        Try(honest with { Headers = [new("Host", "127.0.0.1:4578")] }, "host");
        Assert.Empty(letIn);

        void Try(RequestHead forged, string what)
        {
            using SigningRig rig = new(SignedAt);
            try
            {
                RequestHead read = new(forged.Method, forged.RawPath, forged.RawQuery, forged.Headers);
                if (rig.Verifier.Verify(read, bodySha256: null) is not null)
                {
                    letIn.Add(what);
                }
            }
            catch (SignatureException)
            {
                // As it should be.
            }
        }
    }

    private static SignatureProblem ProblemOf(RequestHead head, string now)
    {
        using SigningRig rig = new(now);
        return Assert.Throws<SignatureException>(() => rig.Verifier.Verify(head, bodySha256: null)).Problem;
    }

    private static RequestHead Presigned(string seconds)
    {
        CredentialScope scope = new(SignedAt[..8], "us-east-1", "s3");
        string query = $"X-Amz-Algorithm={AuthorizationHeader.Algorithm}"
            + $"&X-Amz-Credential={Uri.EscapeDataString($"{SigningRig.KeyId}/{scope}")}"
            + $"&X-Amz-Date={SignedAt}&X-Amz-Expires={seconds}&X-Amz-SignedHeaders=host";
        RequestHead head = new("GET", "/bucket/a%20key", query, [new("Host", "127.0.0.1:4577")]);
        SignatureClaim claim = new()
        {
            AccessKeyId = SigningRig.KeyId,
            Scope = scope,
            SignedHeaders = ["host"],
            Signature = "",
            Timestamp = SignedAt,
            SignedAt = SignatureTime.TryParse(SignedAt)!.Value,
        };
        string canonical = CanonicalRequest.Build(head, claim, Unsigned);
        string signature = new SigningKey(SigningRig.Secret, scope).Sign(string.Join(
            '\n',
            AuthorizationHeader.Algorithm,
            SignedAt,
            scope.ToString(),
            CanonicalRequest.Hash(canonical)));
        return new RequestHead(
            "GET", head.RawPath, $"{query}&{PresignedQuery.SignatureName}={signature}", head.Headers);
    }

    private static string Changed(string text, int index) =>
        $"{text[..index]}{(text[index] == 'z' ? 'y' : (char)(text[index] ^ 1))}{text[(index + 1)..]}";
}
