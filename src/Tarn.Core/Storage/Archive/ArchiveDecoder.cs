using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Tarn.Storage.Archive;

/// <summary>Unpacks the file of an archived object, and checks that it is what was packed. Blocking.</summary>
internal static class ArchiveDecoder
{
    /// <summary>Writes the content.</summary>
    /// <param name="source">At its start.</param>
    /// <param name="target">What it has got must not be used when this throws.</param>
    /// <param name="cancellationToken">Looked at between frames.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static ArchiveHeader Copy(Stream source, Stream target, CancellationToken cancellationToken)
    {
        byte[] frame = new byte[ArchiveEncoder.FrameBytesMax];
        byte[] content = new byte[ArchiveEncoder.FrameBytesMax];
        ArchiveHeader header = ArchiveHeader.Parse(Take(source, frame, ArchiveHeader.Bytes));
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long sizeBytes = 0;
        while (sizeBytes < header.SizeBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> part = ReadFrame(source, frame, content);
            hash.AppendData(part);
            target.Write(part);
            sizeBytes += part.Length;
        }

        return sizeBytes == header.SizeBytes && hash.GetHashAndReset().AsSpan().SequenceEqual(header.Sha256)
            ? header
            : throw new InvalidDataException("its content is not the one that was archived: the SHA-256 differs");
    }

    private static ReadOnlySpan<byte> ReadFrame(Stream source, byte[] frame, byte[] content)
    {
        uint mark = BinaryPrimitives.ReadUInt32LittleEndian(Take(source, frame, sizeof(uint)));
        uint length = mark & ~ArchiveEncoder.PlainMark;
        if (length is 0 or > ArchiveEncoder.FrameBytesMax)
        {
            throw new InvalidDataException($"a frame says that it has {length} bytes");
        }

        ReadOnlySpan<byte> taken = Take(source, frame, (int)length);
        if ((mark & ArchiveEncoder.PlainMark) != 0)
        {
            return taken;
        }

        return BrotliDecoder.TryDecompress(taken, content, out int bytes) && bytes > 0
            ? content.AsSpan(0, bytes)
            : throw new InvalidDataException("a frame cannot be unpacked");
    }

    private static ReadOnlySpan<byte> Take(Stream source, byte[] buffer, int count) =>
        source.ReadAtLeast(buffer.AsSpan(0, count), count, throwOnEndOfStream: false) == count
            ? buffer.AsSpan(0, count)
            : throw new InvalidDataException("it is cut off");
}
