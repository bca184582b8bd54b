using System.Buffers.Binary;

namespace Tarn.Sources.Postgres.Copying;

/// <summary>
/// The bytes of a queue as one sequence. What lies within a block is not copied; what lies over an edge is.
/// </summary>
internal sealed class CopyBytes(BlockQueue blocks, CancellationToken cancellationToken)
{
    private byte[]? _block;
    private byte[] _joined = [];
    private int _position;
    private int _length;

    /// <summary>How many bytes have been taken.</summary>
    public long Taken { get; private set; }

    /// <summary>The next bytes, good until the next call.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        Taken += count;
        if (_length - _position < count)
        {
            return Join(count);
        }

        ReadOnlySpan<byte> bytes = _block.AsSpan(_position, count);
        _position += count;
        return bytes;
    }

    public short TakeInt16() => BinaryPrimitives.ReadInt16BigEndian(Take(sizeof(short)));

    public int TakeInt32() => BinaryPrimitives.ReadInt32BigEndian(Take(sizeof(int)));

    public long TakeInt64() => BinaryPrimitives.ReadInt64BigEndian(Take(sizeof(long)));

    private ReadOnlySpan<byte> Join(int count)
    {
        if (_joined.Length < count)
        {
            _joined = new byte[Math.Max(count, Math.Min(2 * _joined.Length, Array.MaxLength))];
        }

        int joined = 0;
        while (joined < count)
        {
            if (_position == _length)
            {
                Next();
            }

            int part = Math.Min(count - joined, _length - _position);
            _block.AsSpan(_position, part).CopyTo(_joined.AsSpan(joined));
            joined += part;
            _position += part;
        }

        return _joined.AsSpan(0, count);
    }

    private void Next()
    {
        if (_block is not null)
        {
            blocks.Return(_block);
            _block = null;
        }

        (_block, _length) = blocks.Take(cancellationToken);
        _position = 0;
        if (_length == 0)
        {
            throw new EndOfStreamException("the rows ended before their end was said");
        }
    }
}
