using System.Text;
using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Signing;

/// <summary>A request that was signed and then changed, in any part, is not let in.</summary>
public sealed class ForgeryTests
{
    private const string Time = "20261121T180000Z";
    private const string BodyText = """{"Name":"taxi"}""";

    private static readonly string BodyHash = CanonicalRequest.Hash(BodyText);

    [Theory]
    [InlineData("s3", "/bucket/a%20key/part", "list-type=2&prefix=a%2Fb")]
    [InlineData("glue", "/", "")]
    [InlineData("scheduler", "/schedules/my%20name", "groupName=default")]
    public void The_honest_request_is_let_in(string service, string path, string query)
    {
        using SigningRig rig = new(Time);

        Assert.NotNull(rig.Verifier.Verify(Signed(service, path, query), BodyHash));
    }

    [Theory]
    [InlineData("s3", "/bucket/a%20key/part", "list-type=2&prefix=a%2Fb")]
    [InlineData("glue", "/", "")]
    public void No_request_with_one_character_changed_is_let_in(string service, string path, string query)
    {
        using SigningRig rig = new(Time);
        RequestHead honest = Signed(service, path, query);
        List<string> letIn = [];
        foreach ((string what, RequestHead forged) in Forgeries(honest))
        {
            try
            {
                rig.Verifier.Verify(forged, BodyHash);
                letIn.Add(what);
            }
            catch (SignatureException)
            {
                // As it should be.
            }
        }

        Assert.Empty(letIn);
    }

    [Fact]
    public void A_body_with_one_byte_changed_is_not_let_in()
    {
        using SigningRig rig = new(Time);
        RequestHead honest = Signed("glue", "/", "");
        for (int i = 0; i < BodyText.Length; i++)
        {
            string forged = Changed(BodyText, i);

            Assert.Throws<SignatureException>(() => rig.Verifier.Verify(honest, CanonicalRequest.Hash(forged)));
        }
    }

    [Fact]
    public async Task A_streamed_body_with_another_hash_ends_in_an_error()
    {
        await using HashedBody body = new(SigningRig.Body(Changed(BodyText, 3)), BodyHash);

        SignatureException exception = await Assert.ThrowsAsync<SignatureException>(() => SigningRig.ReadAsync(body));
        Assert.Equal(SignatureProblem.PayloadMismatch, exception.Problem);
    }

    [Fact]
    public async Task A_streamed_body_with_the_signed_hash_is_read()
    {
        await using HashedBody body = new(SigningRig.Body(BodyText), BodyHash);

        Assert.Equal(Encoding.ASCII.GetBytes(BodyText), await SigningRig.ReadAsync(body));
    }

    [Fact]
    public void A_header_added_on_the_way_is_not_let_in()
    {
        using SigningRig rig = new(Time);
        RequestHead honest = Signed("s3", "/bucket/key", "");
        RequestHead forged = honest with { Headers = [.. honest.Headers, new("x-amz-copy-source", "/other/secret")] };

        SignatureException exception = Assert.Throws<SignatureException>(() => rig.Verifier.Verify(forged, BodyHash));
        Assert.Equal(SignatureProblem.UnsignedHeader, exception.Problem);
    }

    [Theory]
    [InlineData("20261121T174400Z")]
    [InlineData("20261121T181600Z")]
    public void A_signature_more_than_a_quarter_of_an_hour_off_is_not_let_in(string now)
    {
        using SigningRig rig = new(now);

        SignatureException exception = Assert.Throws<SignatureException>(
            () => rig.Verifier.Verify(Signed("glue", "/", ""), BodyHash));
        Assert.Equal(SignatureProblem.Skewed, exception.Problem);
    }

    [Fact]
    public void An_unsigned_request_is_nobodys()
    {
        using SigningRig rig = new(Time);

        Assert.Null(rig.Verifier.Verify(new RequestHead("GET", "/", "", [new("Host", "localhost")]), BodyHash));
    }

    private static RequestHead Signed(string service, string path, string query) => SigningRig.Sign(
        new RequestHead(
            "POST",
            path,
            query,
            [
                new("Host", "127.0.0.1:4577"),
                new("X-Amz-Date", Time),
                new("X-Amz-Content-Sha256", BodyHash),
                new("X-Amz-Target", "AWSGlue.GetTable"),
            ]),
        service,
        Time,
        BodyHash);

    private static IEnumerable<(string What, RequestHead Forged)> Forgeries(RequestHead honest)
    {
        foreach (string method in (string[])["GET", "PUT", "DELETE"])
        {
            yield return (method, honest with { Method = method });
        }

        for (int i = 1; i < honest.RawPath.Length; i++)
        {
            yield return ($"path {i}", honest with { RawPath = Changed(honest.RawPath, i) });
        }

        for (int i = 0; i < honest.RawQuery.Length; i++)
        {
            yield return ($"query {i}", WithQuery(honest, Changed(honest.RawQuery, i)));
        }

        yield return ("query added", WithQuery(honest, honest.RawQuery + "&acl"));
        for (int header = 0; header < honest.Headers.Count; header++)
        {
            (string name, string value) = honest.Headers[header];
            for (int i = 0; i < value.Length; i++)
            {
                // A space after a comma of the Authorization header means nothing.
                if (value[i] != ' ')
                {
                    KeyValuePair<string, string> forged = new(name, Changed(value, i));
                    IEnumerable<KeyValuePair<string, string>> headers = honest.Headers.Select(
                        (old, index) => index == header ? forged : old);
                    yield return ($"{name} {i}", honest with { Headers = [.. headers] });
                }
            }

            int removed = header;
            if (name is not "Authorization")
            {
                IEnumerable<KeyValuePair<string, string>> headers = honest.Headers.Where(
                    (_, index) => index != removed);
                yield return ($"{name} removed", honest with { Headers = [.. headers] });
            }
        }
    }

    private static RequestHead WithQuery(RequestHead head, string query) =>
        new(head.Method, head.RawPath, query, head.Headers);

    /// <summary>Another character in its place, and no other case of the same hexadecimal digit.</summary>
    private static string Changed(string text, int index)
    {
        char other = text[index] == 'z' ? 'y' : (char)(text[index] ^ 1);
        return $"{text[..index]}{other}{text[(index + 1)..]}";
    }
}
