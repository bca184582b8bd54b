using System.Buffers;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Catalog.External;

/// <summary>
/// Looks at text files before the engine reads them. The engine decompresses by name, takes gzip and zstd data that is
/// cut off for whole, and ends the query for gzip data that is damaged or a JSON line that is too long.
/// </summary>
/// <remarks>
/// Gzip data is decompressed once for this; of other files, only those are read through that are large enough to have
/// a line that is too long. Zstd data is not decompressed: <see cref="EngineProof"/> is for what is damaged inside.
/// </remarks>
/// <param name="store">The table's bucket.</param>
/// <param name="lineBytesMax">Files with longer lines are left out; null when the engine deals with them.</param>
/// <param name="last">The character that the text of a whole file ends in; null for any.</param>
/// <param name="isJsonLines">Whether cut lines are looked for, for which all but zstd data is read through.</param>
internal sealed class TextFileCheck(
    IObjectStore store, int? lineBytesMax, char? last = null, bool isJsonLines = false)
{
    private const int SideBySide = 4;
    private const int BlockBytes = 256 * 1024;

    /// <summary>The files that can be read, with how they are compressed, in their order.</summary>
    /// <param name="files">To look at.</param>
    /// <param name="unreadable">Takes the others.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<ExternalFile>> TakeSoundAsync(
        IReadOnlyList<ExternalFile> files, UnreadableFiles unreadable, CancellationToken cancellationToken)
    {
        (Compression Compression, string? Problem)[] found = new (Compression, string?)[files.Count];
        CutLineSearch?[] cuts = new CutLineSearch?[files.Count];
        ParallelOptions options = new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            files.Count,
            options,
            async (i, token) =>
            {
                cuts[i] = isJsonLines ? new CutLineSearch() : null;
                found[i] = await CheckAsync(files[i].Object, cuts[i], token);
            });
        List<ExternalFile> sound = [];
        for (int i = 0; i < files.Count; i++)
        {
            if (found[i].Problem is { } problem)
            {
                unreadable.Add(files[i], problem);
            }
            else
            {
                sound.Add(files[i] with
                {
                    Compression = found[i].Compression,
                    HasCutLines = cuts[i] is { HasFound: true },
                });
            }
        }

        return sound;
    }

    /// <summary>How a file is compressed, and why it cannot be read; null when it can.</summary>
    public Task<(Compression Compression, string? Problem)> CheckAsync(
        ObjectInfo file, CancellationToken cancellationToken) => CheckAsync(file, cuts: null, cancellationToken);

    /// <summary>The same without reading text: gzip data may be damaged, and lines too long.</summary>
    public Task<(Compression Compression, string? Problem)> GlanceAsync(
        ObjectInfo file, CancellationToken cancellationToken) => OpenAsync(
            file,
            async (stream, compression) => compression == Compression.Zstandard
                ? await FindProblemAsync(stream, compression, file.SizeBytes, cuts: null, cancellationToken)
                : null,
            cancellationToken);

    private Task<(Compression Compression, string? Problem)> CheckAsync(
        ObjectInfo file, CutLineSearch? cuts, CancellationToken cancellationToken) => OpenAsync(
            file,
            (stream, compression) =>
                FindProblemAsync(stream, compression, file.SizeBytes, cuts, cancellationToken),
            cancellationToken);

    private async Task<(Compression Compression, string? Problem)> OpenAsync(
        ObjectInfo file,
        Func<Stream, Compression, Task<string?>> findProblemAsync,
        CancellationToken cancellationToken)
    {
        try
        {
            await using Stream stream = await store.OpenReadAsync(file.Key, cancellationToken);
            byte[] start = new byte[CompressionMagic.BytesMax];
            int count = await stream.ReadAtLeastAsync(
                start, start.Length, throwOnEndOfStream: false, cancellationToken);
            Compression compression = CompressionMagic.Of(start.AsSpan(0, count));
            stream.Position = 0;
            return (compression, await findProblemAsync(stream, compression));
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ObjectMissing)
        {
            return (Compression.None, "it was deleted meanwhile");
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StorageFailed)
        {
            return (Compression.None, exception.Message);
        }
        catch (IOException exception)
        {
            return (Compression.None, exception.Message);
        }
    }

    private async Task<string?> FindProblemAsync(
        Stream stream,
        Compression compression,
        long sizeBytes,
        CutLineSearch? cuts,
        CancellationToken cancellationToken)
    {
        if (compression == Compression.Gzip)
        {
            GzipProof proof = new(sizeBytes);
            LongLine lines = new(lineBytesMax, cuts);
            string? problem = await proof.FindProblemAsync(stream, lines, cancellationToken);
            return problem ?? FindCut(proof.Tail.Span);
        }

        if (compression == Compression.Zstandard)
        {
            return await new ZstandardFrames(stream).FindProblemAsync(cancellationToken);
        }

        if (compression == Compression.None && last is not null)
        {
            byte[] tail = new byte[Math.Min(sizeBytes, GzipProof.TailBytes)];
            stream.Position = sizeBytes - tail.Length;
            int count = await stream.ReadAtLeastAsync(tail, tail.Length, throwOnEndOfStream: false, cancellationToken);
            return FindCut(tail.AsSpan(0, count));
        }

        return cuts is not null || (lineBytesMax is { } bytesMax && sizeBytes > bytesMax)
            ? await FindLongLineAsync(stream, new LongLine(lineBytesMax, cuts), cancellationToken)
            : null;
    }

    private string? FindCut(ReadOnlySpan<byte> tail)
    {
        ReadOnlySpan<byte> end = tail.TrimEnd(" \t\r\n\0"u8);
        return last is not { } character || end.IsEmpty || end[^1] == character
            ? null
            : $"it is cut off: it does not end in '{character}'";
    }

    private static async Task<string?> FindLongLineAsync(
        Stream stream, LongLine lines, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int count;
            while (lines.Problem is null && (count = await stream.ReadAsync(block, cancellationToken)) > 0)
            {
                lines.Add(block.AsSpan(0, count));
            }

            return lines.Problem;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
