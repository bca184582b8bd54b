using System.Buffers;
using System.IO.Compression;
using Tarn.Storage;

namespace Tarn.Catalog.Files;

/// <summary>
/// Marks JSON lines that are cut off where a value or a key is due: behind <c>:</c>, <c>[</c> or <c>,</c>. The engine
/// takes the next line for what is missing, and both are lost; so it is given a copy in which such lines end in a
/// character that no JSON has there.
/// </summary>
internal sealed class CutLines(IObjectStore store, string key, Compression compression)
{
    private const int BufferBytes = 1024 * 1024;

    private static readonly byte[] Mark = [.. "!"u8];

    /// <summary>Copies the file to a path, decompressed, with marks behind lines that are cut off.</summary>
    public async Task MarkAsync(string targetPath, CancellationToken cancellationToken)
    {
        await using FileStream target = new(targetPath, FileMode.Create, FileAccess.Write);
        await ReadAsync(
            async (part, isCut) =>
            {
                await target.WriteAsync(part, cancellationToken);
                if (isCut)
                {
                    await target.WriteAsync(Mark, cancellationToken);
                }
            },
            cancellationToken);
    }

    /// <param name="take">
    /// Gets the text part by part, and whether a line ends behind the part that is cut off. The end of a line is in the
    /// part that follows.
    /// </param>
    /// <param name="cancellationToken">Ends the reading.</param>
    private async Task ReadAsync(
        Func<ReadOnlyMemory<byte>, bool, ValueTask> take, CancellationToken cancellationToken)
    {
        await using Stream raw = await store.OpenReadAsync(key, cancellationToken);
        await using Stream text = compression == Compression.Gzip
            ? new GZipStream(raw, CompressionMode.Decompress)
            : raw;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            byte last = 0;
            int count;
            while ((count = await text.ReadAsync(buffer, cancellationToken)) > 0)
            {
                int start = 0;
                int from = 0;
                for (int end; (end = NextCut(buffer.AsSpan(0, count), ref from, ref last)) >= 0; start = end)
                {
                    await take(buffer.AsMemory(start, end - start), true);
                }

                await take(buffer.AsMemory(start, count - start), false);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Place of the next end of a line that is cut off; -1 when there is none in the block.</summary>
    /// <param name="from">Where to look from; set behind the end that is found.</param>
    /// <param name="last">The last character that is no blank, of the line that goes on.</param>
    private static int NextCut(ReadOnlySpan<byte> block, ref int from, ref byte last)
    {
        while (block[from..].IndexOf((byte)'\n') is >= 0 and int length)
        {
            ReadOnlySpan<byte> line = block.Slice(from, length).TrimEnd(" \t\r"u8);
            byte ending = line.IsEmpty ? last : line[^1];
            int end = from + length;
            from = end + 1;
            last = 0;
            if (CutLineSearch.IsCutAfter(ending))
            {
                return end;
            }
        }

        ReadOnlySpan<byte> rest = block[from..].TrimEnd(" \t\r"u8);
        last = rest.IsEmpty ? last : rest[^1];
        from = block.Length;
        return -1;
    }
}
