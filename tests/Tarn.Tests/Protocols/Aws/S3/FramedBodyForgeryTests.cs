using System.Text;
using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.S3;

/// <summary>Bodies in signed chunks that were changed on the way, and requests that are sent again.</summary>
public sealed class FramedBodyForgeryTests : IDisposable
{
    private const string Body = "hello world";
    private const string LastChunk = "0;chunk-signature=";

    private readonly S3Rig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task No_body_with_one_byte_changed_is_stored()
    {
        (RequestHead head, byte[] content) = _rig.Chunked("key", Body);
        List<int> stored = [];
        for (int i = 0; i < content.Length; i++)
        {
            // Ends of lines are no part of what is signed.
            if (content[i] is not ((byte)'\r' or (byte)'\n'))
            {
                byte[] forged = [.. content];
                forged[i] ^= 1;
                if ((await _rig.SendAsync(head, forged)).Status < 400)
                {
                    stored.Add(i);
                }
            }
        }

        Assert.Empty(stored);
        Assert.Equal(404, (await _rig.SendAsync("HEAD", "key")).Status);
    }

    [Fact]
    public async Task A_body_without_its_last_chunk_is_not_stored()
    {
        (RequestHead head, byte[] content) = _rig.Chunked("key", Body);
        int end = Encoding.ASCII.GetString(content).IndexOf("\r\n" + LastChunk, StringComparison.Ordinal) + 2;

        await ExpectRefusedAsync(head, content[..end]);
    }

    [Fact]
    public async Task Chunks_in_another_order_are_not_stored()
    {
        (RequestHead head, byte[] content) = _rig.Chunked("key", Body);
        string text = Encoding.ASCII.GetString(content);
        int last = text.IndexOf(LastChunk, StringComparison.Ordinal);

        await ExpectRefusedAsync(head, Encoding.ASCII.GetBytes(text[last..] + text[..last]));
    }

    [Fact]
    public async Task Chunks_of_another_request_are_not_stored()
    {
        (RequestHead head, _) = _rig.Chunked("key", Body);
        (_, byte[] other) = _rig.Chunked("other", Body);

        await ExpectRefusedAsync(head, other);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(12)]
    public async Task A_body_of_another_length_than_announced_is_not_stored(int length)
    {
        (RequestHead honest, byte[] content) = _rig.Chunked("key", Body);
        RequestHead head = honest with
        {
            Headers =
            [
                .. honest.Headers.Select(header => header.Key == "x-amz-decoded-content-length"
                    ? KeyValuePair.Create(header.Key, $"{length}")
                    : header),
            ],
        };

        await ExpectRefusedAsync(head, content);
    }

    [Fact]
    public async Task A_chunk_whose_head_does_not_end_is_given_up()
    {
        (RequestHead head, _) = _rig.Chunked("key", Body);

        await ExpectRefusedAsync(head, Encoding.ASCII.GetBytes("b;chunk-signature=" + new string('a', 100_000)));
    }

    [Fact]
    public async Task A_request_sent_again_within_a_quarter_of_an_hour_does_the_same_again_and_later_nothing()
    {
        (RequestHead head, byte[] content) = _rig.Chunked("key", Body);
        S3Answer first = await _rig.SendAsync(head, content);
        _rig.Clock.Advance(TimeSpan.FromMinutes(14));
        S3Answer again = await _rig.SendAsync(head, content);
        _rig.Clock.Advance(TimeSpan.FromMinutes(2));
        S3Answer late = await _rig.SendAsync(head, content);

        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal((403, "RequestTimeTooSkewed"), (late.Status, late.Code));
        Assert.Equal(Body, (await _rig.SendAsync("GET", "key")).Body);
    }

    [Theory]
    [InlineData("us-west-2", "s3")]
    [InlineData("us-east-1", "glue")]
    public async Task A_signature_for_another_place_is_not_let_in(string region, string service)
    {
        RequestHead honest = _rig.Sign("GET", "key", CanonicalRequest.Hash(""));
        string scope = $"{_rig.Timestamp[..8]}/{region}/{service}/aws4_request";
        RequestHead head = honest with
        {
            Headers =
            [
                .. honest.Headers.Select(header => header.Key == "authorization"
                    ? KeyValuePair.Create(header.Key, header.Value.Replace(
                        _rig.Scope.ToString(), scope, StringComparison.Ordinal))
                    : header),
            ],
        };

        Assert.Equal(403, (await _rig.SendAsync(head, [])).Status);
    }

    private async Task ExpectRefusedAsync(RequestHead head, byte[] content)
    {
        S3Answer answer = await _rig.SendAsync(head, content);

        Assert.True(answer.Status is 400 or 403, $"{answer.Status} {answer.Body}");
        Assert.Equal(404, (await _rig.SendAsync("HEAD", "key")).Status);
    }
}
