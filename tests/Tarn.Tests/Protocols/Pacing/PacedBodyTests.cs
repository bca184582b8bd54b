using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tarn.Protocols.Pacing;
using Xunit;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Tarn.Tests.Protocols.Pacing;

public sealed class PacedBodyTests : IDisposable
{
    private static readonly MinDataRate Rate = new(100, TimeSpan.FromSeconds(10));

    private readonly HandTimers _time = new();
    private readonly Pipe _pipe = new();
    private readonly PacedBody _body;

    public PacedBodyTests() => _body = new PacedBody(_pipe.Reader, Rate, _time);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _body.Dispose();

    [Fact]
    public async Task A_body_is_read_as_it_comes_to_its_end()
    {
        Task<int> first = _body.ReadAsync(new byte[10], Cancelled).AsTask();
        await _pipe.Writer.WriteAsync("abc"u8.ToArray(), Cancelled);
        Assert.Equal(3, await first);

        await _pipe.Writer.WriteAsync(Encoding.ASCII.GetBytes(new string('d', 10_000)), Cancelled);
        await _pipe.Writer.CompleteAsync();

        using MemoryStream rest = new();
        await _body.CopyToAsync(rest, bufferSize: 7, Cancelled);
        Assert.Equal(new string('d', 10_000), Encoding.ASCII.GetString(rest.ToArray()));
    }

    [Fact]
    public async Task A_body_that_is_there_needs_no_timer()
    {
        await _pipe.Writer.WriteAsync("abc"u8.ToArray(), Cancelled);
        await _pipe.Writer.CompleteAsync();

        using MemoryStream content = new();
        await _body.CopyToAsync(content, Cancelled);

        Assert.Equal("abc"u8, content.ToArray());
        Assert.Equal(0, _time.Count);
    }

    [Fact]
    public async Task Who_sends_nothing_is_told_so()
    {
        Task<int> read = _body.ReadAsync(new byte[10], Cancelled).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10.1));

        BadHttpRequestException exception = await Assert.ThrowsAsync<BadHttpRequestException>(() => read);

        Assert.Equal(StatusCodes.Status408RequestTimeout, exception.StatusCode);
    }

    [Fact]
    public async Task A_connection_that_ends_is_no_slow_client()
    {
        Task<int> read = _body.ReadAsync(new byte[10], Cancelled).AsTask();
        await _pipe.Writer.CompleteAsync(new IOException("reset"));

        await Assert.ThrowsAsync<IOException>(() => read);
        _time.Advance(TimeSpan.FromSeconds(20));
    }
}
