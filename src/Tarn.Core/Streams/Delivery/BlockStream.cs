namespace Tarn.Streams.Delivery;

/// <summary>Collects what is written into blocks, and hands each on when it is full, the last when disposed.</summary>
/// <param name="blockBytes">Of a full block.</param>
/// <param name="write">Gets blocks that are not empty.</param>
internal sealed class BlockStream(int blockBytes, Action<ReadOnlySpan<byte>> write) : WriteStream
{
    private readonly byte[] _block = new byte[blockBytes];
    private int _filled;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            int taken = Math.Min(buffer.Length, blockBytes - _filled);
            buffer[..taken].CopyTo(_block.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
            if (_filled == blockBytes)
            {
                HandOn();
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _filled > 0)
        {
            HandOn();
        }

        base.Dispose(disposing);
    }

    private void HandOn()
    {
        write(_block.AsSpan(0, _filled));
        _filled = 0;
    }
}
