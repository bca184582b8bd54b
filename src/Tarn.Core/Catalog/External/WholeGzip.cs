using System.IO.Compression;

namespace Tarn.Catalog.External;

/// <summary>What gzip data decompresses to, with an error where it is cut off, damaged or a bomb.</summary>
/// <param name="stream">The compressed data; left open.</param>
/// <param name="sizeBytes">Of it.</param>
internal sealed class WholeGzip(Stream stream, long sizeBytes) : IDisposable
{
    private readonly GZipStream _plain = new(GzipProof.Marked(stream), CompressionMode.Decompress);

    /// <summary>The end of what was decompressed, which may be the mark.</summary>
    private readonly byte[] _held = new byte[GzipProof.Mark.Length];
    private int _heldBytes;
    private long _plainBytes;

    /// <summary>The next bytes of the text; 0 at its end.</summary>
    /// <param name="buffer">Longer than the mark.</param>
    /// <exception cref="InvalidDataException">A sentence without the file's name.</exception>
    public int Read(Span<byte> buffer)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(buffer.Length, _held.Length);
        while (true)
        {
            _held.AsSpan(0, _heldBytes).CopyTo(buffer);
            int count = Decompress(buffer[_heldBytes..]);
            if (count == 0)
            {
                return _held.AsSpan(0, _heldBytes).SequenceEqual(GzipProof.Mark)
                    ? 0
                    : throw new InvalidDataException(GzipProof.CutOff);
            }

            _plainBytes += count;
            if (GzipProof.FindBomb(sizeBytes, _plainBytes) is { } problem)
            {
                throw new InvalidDataException(problem);
            }

            ReadOnlySpan<byte> known = buffer[..(_heldBytes + count)];
            int given = Math.Max(0, known.Length - _held.Length);
            known[given..].CopyTo(_held);
            _heldBytes = known.Length - given;
            if (given > 0)
            {
                return given;
            }
        }
    }

    public void Dispose() => _plain.Dispose();

    private int Decompress(Span<byte> buffer)
    {
        try
        {
            return _plain.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(GzipProof.Damaged, exception);
        }
    }
}
