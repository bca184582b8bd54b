using System.Text;
using Tarn.Protocols.Aws.Signing;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Signing;

/// <summary>Bodies in <c>aws-chunked</c> frames.</summary>
public sealed class ChunkedBodyTests
{
    private static readonly PayloadKind.Chunked Unsigned = new(IsSigned: false, HasTrailer: true);

    [Fact]
    public async Task Chunks_are_joined_and_the_trailer_is_kept()
    {
        await using ChunkedBody body = Read("5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:AAAA==\r\n\r\n");

        Assert.Equal("hello world", Encoding.ASCII.GetString(await SigningRig.ReadAsync(body)));
        Assert.Equal("AAAA==", body.Trailer["x-amz-checksum-crc32"]);
    }

    [Fact]
    public async Task An_empty_body_is_empty()
    {
        await using ChunkedBody body = Read("0\r\n\r\n");

        Assert.Empty(await SigningRig.ReadAsync(body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("5\r\nhel")]
    [InlineData("5\r\nhello")]
    [InlineData("5\r\nhello\r\n")]
    [InlineData("5\r\nhello!\r\n0\r\n\r\n")]
    [InlineData("x\r\nhello\r\n0\r\n\r\n")]
    [InlineData("-5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("0\r\nno header\r\n\r\n")]
    public async Task A_body_that_is_cut_off_or_badly_framed_ends_in_an_error(string text)
    {
        await using ChunkedBody body = Read(text);

        SignatureException exception = await Assert.ThrowsAsync<SignatureException>(() => SigningRig.ReadAsync(body));
        Assert.Equal(SignatureProblem.IncompleteBody, exception.Problem);
    }

    [Fact]
    public async Task A_line_without_end_is_given_up()
    {
        await using ChunkedBody body = Read(new string('1', 100_000));

        await Assert.ThrowsAsync<SignatureException>(() => SigningRig.ReadAsync(body));
    }

    private static ChunkedBody Read(string text) => new(SigningRig.Body(text), Unsigned, head: null);
}
