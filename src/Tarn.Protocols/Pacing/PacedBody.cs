using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tarn.Common;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Tarn.Protocols.Pacing;

/// <summary>The body of a request, whose client is sent away when it sends next to nothing.</summary>
public sealed class PacedBody : ForwardStream
{
    private readonly PipeReader _sent;
    private readonly BodyPace _pace;

    /// <param name="sent">The body, as the HTTP server has it.</param>
    /// <param name="rate">How much has to come, and how long that does not matter.</param>
    /// <param name="timeProvider">Its clock.</param>
    public PacedBody(PipeReader sent, MinDataRate rate, TimeProvider timeProvider)
    {
        _sent = sent;
        _pace = new BodyPace(rate, timeProvider, GiveUp);
    }

    /// <summary>Whether the client was too slow.</summary>
    public bool IsGivenUp { get; private set; }

    /// <summary>Ends a request whose client was given up: the server says 408 and closes the connection.</summary>
    public static Exception TooSlow() => new BadHttpRequestException(
        "the body comes too slowly", StatusCodes.Status408RequestTimeout);

    /// <exception cref="BadHttpRequestException">408: the client is too slow.</exception>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await TryReadAsync(buffer, cancellationToken) ?? throw TooSlow();

    /// <summary>
    /// Reads what is there; null when the client is too slow. Thousands of them may be given up in a second, and an
    /// exception takes its time in each method that it passes.
    /// </summary>
    /// <param name="buffer">Where it goes.</param>
    /// <param name="cancellationToken">Ends waiting for it.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int?> TryReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            ValueTask<ReadResult> reading = _sent.ReadAsync(cancellationToken);
            if (!reading.IsCompleted)
            {
                _pace.Wait();
            }

            ReadResult result = await reading;
            ReadOnlySequence<byte> there = result.Buffer;
            int count = (int)Math.Min(there.Length, buffer.Length);
            there.Slice(0, count).CopyTo(buffer.Span);
            _sent.AdvanceTo(there.GetPosition(count));
            _pace.Take(count);
            if (_pace.IsOver && result.IsCanceled)
            {
                IsGivenUp = true;
                return null;
            }

            if (count > 0 || buffer.IsEmpty || result.IsCompleted)
            {
                return count;
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        _pace.Dispose();
        base.Dispose(disposing);
    }

    private void GiveUp()
    {
        try
        {
            _sent.CancelPendingRead();
        }
        catch (Exception exception) when (exception
            is OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The connection ended at the same moment, and the read with it.
        }
    }
}
