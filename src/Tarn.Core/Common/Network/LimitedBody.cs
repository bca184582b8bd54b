namespace Tarn.Common.Network;

/// <summary>An answer's body that ends with an error when it is too long or comes too late.</summary>
/// <param name="body">What comes; disposed with this.</param>
/// <param name="url">For messages.</param>
/// <param name="limits">How much, how long.</param>
/// <param name="deadline">Ends when the time is over; disposed with this.</param>
internal sealed class LimitedBody(Stream body, Uri url, OutboundLimits limits, CancellationTokenSource deadline)
    : ForwardStream
{
    private long _bytesRead;

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, deadline.Token);
        int count;
        try
        {
            count = await body.ReadAsync(buffer, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw OutboundErrors.TooSlow(url, limits.TimeMax);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            throw OutboundErrors.Failed(url, exception);
        }

        _bytesRead += count;
        return _bytesRead <= limits.ResponseBytesMax
            ? count
            : throw OutboundErrors.TooLarge(url, limits.ResponseBytesMax);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
            deadline.Dispose();
        }

        base.Dispose(disposing);
    }
}
