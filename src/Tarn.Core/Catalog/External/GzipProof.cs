using System.Buffers;
using System.Globalization;
using System.IO.Compression;

namespace Tarn.Catalog.External;

/// <summary>
/// Reads gzip data to its end and tells whether it is whole. The decompressor ends without a word where data is cut
/// off; so a member of our own is put behind it (RFC 1952 section 2.2), which comes out only when all before was whole.
/// </summary>
/// <param name="sizeBytes">Of the compressed data.</param>
internal sealed class GzipProof(long sizeBytes)
{
    /// <summary>Data that stays below is no bomb, however dense.</summary>
    public const long PlainBytesFree = 256L * 1024 * 1024;

    /// <summary>Logs become ten to fifty times smaller; a thousand is all that gzip can do.</summary>
    public const int DensityMax = 200;

    /// <summary>How much of the end is kept.</summary>
    public const int TailBytes = 64;

    private const int BlockBytes = 256 * 1024;

    private static readonly byte[] Mark = [.. "\u0001tarn: whole\u0002"u8];
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly byte[] _tail = new byte[TailBytes + Mark.Length];

    /// <summary>The end of the text once it was found to be whole; with zeros before a shorter one.</summary>
    public ReadOnlyMemory<byte> Tail => _tail.AsMemory(0, TailBytes);

    /// <param name="stream">The compressed data.</param>
    /// <param name="lines">Is shown all text, and ends the reading when it finds a problem.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>A sentence without the file's name; null when all is well.</returns>
    public async Task<string?> FindProblemAsync(Stream stream, LongLine lines, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            await using AppendedStream marked = new(stream, MarkMember);
            await using GZipStream plain = new(marked, CompressionMode.Decompress, leaveOpen: true);
            long plainBytes = 0;
            int count;
            while ((count = await plain.ReadAsync(block, cancellationToken)) > 0)
            {
                plainBytes += count;
                KeepTail(block.AsSpan(0, count));
                lines.Add(block.AsSpan(0, count));
                string? problem = plainBytes > PlainBytesFree && plainBytes / DensityMax > sizeBytes
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"its {sizeBytes} bytes of gzip data become more than {plainBytes}: taken for a gzip bomb")
                    : lines.Problem;
                if (problem is not null)
                {
                    return problem;
                }
            }

            return _tail.AsSpan(TailBytes).SequenceEqual(Mark) ? null : "its gzip data is cut off";
        }
        catch (InvalidDataException)
        {
            return "its gzip data is damaged or cut off";
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private static byte[] Compress(byte[] plain)
    {
        using MemoryStream member = new();
        using (GZipStream gzip = new(member, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return member.ToArray();
    }

    private void KeepTail(ReadOnlySpan<byte> block)
    {
        if (block.Length >= _tail.Length)
        {
            block[^_tail.Length..].CopyTo(_tail);
            return;
        }

        _tail.AsSpan(block.Length).CopyTo(_tail);
        block.CopyTo(_tail.AsSpan(_tail.Length - block.Length));
    }
}
