using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Tarn.Storage.Archive;

/// <summary>
/// Writes the file of an archived object: frames of at most <see cref="FrameBytesMax"/> of content, each packed with
/// Brotli or left as it is, whichever is smaller; then the header, which is known last. Blocking.
/// </summary>
/// <param name="target">Empty, at its start, and seekable.</param>
internal sealed class ArchiveEncoder(Stream target) : IDisposable
{
    public const int FrameBytesMax = 1024 * 1024;

    /// <summary>Marks the length of a frame that is not packed.</summary>
    public const uint PlainMark = 0x8000_0000;

    // On the taxi files 6 packs nearly as well as 9 in a third of the time.
    private const int Quality = 6;
    private const int WindowBits = 22;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _packed = new byte[FrameBytesMax];
    private long _sizeBytes;

    /// <summary>Adds a frame.</summary>
    /// <param name="content">All of the object, or <see cref="FrameBytesMax"/> of it, unless it is the last.</param>
    public void Append(ReadOnlySpan<byte> content)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(content.Length, FrameBytesMax);
        if (content.IsEmpty)
        {
            return;
        }

        if (_sizeBytes == 0)
        {
            target.Write(new byte[ArchiveHeader.Bytes]);
        }

        _hash.AppendData(content);
        _sizeBytes += content.Length;
        bool isPacked = BrotliEncoder.TryCompress(
            content, _packed.AsSpan(0, content.Length - 1), out int packedBytes, Quality, WindowBits);
        ReadOnlySpan<byte> frame = isPacked ? _packed.AsSpan(0, packedBytes) : content;
        Span<byte> length = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)frame.Length | (isPacked ? 0 : PlainMark));
        target.Write(length);
        target.Write(frame);
    }

    /// <summary>Writes the header, which makes the file whole.</summary>
    public ArchiveHeader Finish(DateTime modifiedUtc)
    {
        ArchiveHeader header = new(_sizeBytes, modifiedUtc.Ticks, _hash.GetHashAndReset());
        target.Seek(0, SeekOrigin.Begin);
        target.Write(header.ToBytes());
        return header;
    }

    public void Dispose() => _hash.Dispose();
}
