using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace Tarn.Sources.Postgres.Copying;

/// <summary>
/// Bytes from one writer, which awaits, to one reader, which blocks: the reader is one of the engine's threads. A few
/// blocks are all there is; the writer waits for the reader to give one back.
/// </summary>
internal sealed class BlockQueue : IDisposable
{
    private const int BlocksMax = 4;
    private const int BlockBytes = 256 << 10;

    private readonly ConcurrentQueue<(byte[] Block, int Length)> _full = new();
    private readonly ConcurrentBag<byte[]> _empty = [];
    private readonly SemaphoreSlim _fullCount = new(0);
    private readonly SemaphoreSlim _emptyCount = new(BlocksMax);
    private ExceptionDispatchInfo? _failure;

    /// <summary>A block to fill.</summary>
    public async Task<byte[]> RentAsync(CancellationToken cancellationToken)
    {
        await _emptyCount.WaitAsync(cancellationToken);
        return _empty.TryTake(out byte[]? block) ? block : new byte[BlockBytes];
    }

    /// <summary>Hands over a block; nothing in it is the end.</summary>
    public void Add(byte[] block, int length)
    {
        _full.Enqueue((block, length));
        _fullCount.Release();
    }

    /// <summary>The end, after what was handed over before: the reader gets the exception.</summary>
    public void Fail(Exception exception)
    {
        _failure = ExceptionDispatchInfo.Capture(exception);
        Add([], 0);
    }

    /// <summary>The next block, to give back by <see cref="Return"/>; nothing in it is the end.</summary>
    public (byte[] Block, int Length) Take(CancellationToken cancellationToken)
    {
        _fullCount.Wait(cancellationToken);
        if (!_full.TryDequeue(out (byte[] Block, int Length) next))
        {
            throw new InvalidOperationException("a block was announced and is not there");
        }

        if (next.Length == 0)
        {
            _failure?.Throw();
        }

        return next;
    }

    public void Return(byte[] block)
    {
        _empty.Add(block);
        _emptyCount.Release();
    }

    public void Dispose()
    {
        _fullCount.Dispose();
        _emptyCount.Dispose();
    }
}
