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

    public const string CutOff = "its gzip data is cut off";

    public const string Damaged = "its gzip data is damaged or cut off";

    private const int BlockBytes = 256 * 1024;

    private static readonly byte[] MarkText = [.. "\u0001tarn: whole\u0002"u8];
    private static readonly byte[] MarkMember = Compress(MarkText);

    /// <summary>What comes out behind the text of whole data with <see cref="Marked"/>.</summary>
    public static ReadOnlySpan<byte> Mark => MarkText;

    private readonly byte[] _tail = new byte[TailBytes + MarkText.Length];

    /// <summary>The end of the text once it was found to be whole; with zeros before a shorter one.</summary>
    public ReadOnlyMemory<byte> Tail => _tail.AsMemory(0, TailBytes);

    /// <summary>The data, which stays open, and behind it a mark.</summary>
    public static Stream Marked(Stream stream) => new AppendedStream(stream, MarkMember);

    /// <summary>Why so much text of so much data is too much; null when it is not.</summary>
    public static string? FindBomb(long sizeBytes, long plainBytes) =>
        plainBytes > PlainBytesFree && plainBytes / DensityMax > sizeBytes
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"its {sizeBytes} bytes of gzip data become more than {plainBytes}: taken for a gzip bomb")
            : null;

    /// <param name="stream">The compressed data.</param>
    /// <param name="lines">Is shown all text, and ends the reading when it finds a problem.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>A sentence without the file's name; null when all is well.</returns>
    public async Task<string?> FindProblemAsync(Stream stream, LongLine lines, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            await using Stream marked = Marked(stream);
            await using GZipStream plain = new(marked, CompressionMode.Decompress, leaveOpen: true);
            long plainBytes = 0;
            int count;
            while ((count = await plain.ReadAsync(block, cancellationToken)) > 0)
            {
                plainBytes += count;
                KeepTail(block.AsSpan(0, count));
                lines.Add(block.AsSpan(0, count));
                if ((FindBomb(sizeBytes, plainBytes) ?? lines.Problem) is { } problem)
                {
                    return problem;
                }
            }

            return _tail.AsSpan(TailBytes).SequenceEqual(MarkText) ? null : CutOff;
        }
        catch (InvalidDataException)
        {
            return Damaged;
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
