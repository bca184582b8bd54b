using System.Globalization;
using System.IO.Compression;
using Tarn.Catalog.Files;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Storage.Encryption;

namespace Tarn.Crawlers.Sampling;

/// <summary>
/// Reads the start of an object: so many bytes after decompression, and on to the end of the first line when that is
/// further away, up to a limit. However big or dense the object is, no more than that is held.
/// </summary>
internal sealed class SampleReader(
    IObjectStore store, ZstandardLines zstandard, int sampleBytesMax, CrawlScratch scratch)
{
    /// <summary>A first line that does not end within is no line.</summary>
    public const int LineBytesMax = 4 * 1024 * 1024;

    private const int BlockBytes = 64 * 1024;

    public async Task<SampleResult> ReadAsync(ObjectInfo file, CancellationToken cancellationToken)
    {
        if (file.SizeBytes == 0)
        {
            return new SampleResult.Unusable("it is empty");
        }

        try
        {
            await using Stream stream = await store.OpenReadAsync(file.Key, cancellationToken);
            byte[] start = new byte[BlockBytes];
            int count = await stream.ReadAtLeastAsync(start, 16, throwOnEndOfStream: false, cancellationToken);
            return await ReadAsync(file, stream, start.AsMemory(0, count), cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.ObjectMissing)
        {
            return new SampleResult.Gone();
        }
        catch (TarnException exception) when (exception.Code is ErrorCodes.StorageFailed
            or ErrorCodes.StorageReadOnly
            or ErrorCodes.ObjectDamaged
            or ErrorCodes.KeyDisabled
            or ErrorCodes.KeyState)
        {
            return new SampleResult.Unusable($"it cannot be read: {exception.Message}");
        }
        catch (IOException exception)
        {
            return new SampleResult.Unusable($"it cannot be read: {exception.Message}");
        }
    }

    private async Task<SampleResult> ReadAsync(
        ObjectInfo file, Stream stream, ReadOnlyMemory<byte> start, CancellationToken cancellationToken)
    {
        switch (CompressionMagic.Of(start.Span))
        {
            case Compression.Zstandard:
                return await new ZstandardFrames(stream).FindProblemAsync(cancellationToken) is { } problem
                    ? new SampleResult.Unusable(problem)
                    : await ReadZstandardAsync(file, cancellationToken);
            case Compression.Gzip:
                return await ReadGzipAsync(file, stream, cancellationToken);
            case Compression.None when FileMagic.IsParquet(start.Span):
                return Taken(start.ToArray(), isWhole: false, Compression.None);
            default:
                (byte[] bytes, bool isWhole) = await TakeAsync(stream, start, cancellationToken);
                return Taken(bytes, isWhole, Compression.None);
        }
    }

    private async Task<SampleResult> ReadZstandardAsync(ObjectInfo file, CancellationToken cancellationToken)
    {
        using PlaintextScratch plaintext = scratch.Open();
        IReadOnlyList<string> paths = await store.ReadablePathsAsync([file.Key], plaintext, cancellationToken);
        return await zstandard.ReadAsync(paths[0], sampleBytesMax, cancellationToken);
    }

    /// <summary>The decompressor ends without a word where the file was cut off, so its length is compared.</summary>
    private async Task<SampleResult> ReadGzipAsync(
        ObjectInfo file, Stream stream, CancellationToken cancellationToken)
    {
        stream.Position = 0;
        try
        {
            await using GZipStream plain = new(stream, CompressionMode.Decompress, leaveOpen: true);
            (byte[] bytes, bool isWhole) = await TakeAsync(plain, ReadOnlyMemory<byte>.Empty, cancellationToken);
            if (isWhole && !await GzipEnd.FitsAsync(stream, bytes.Length, cancellationToken))
            {
                return new SampleResult.Unusable("its gzip data is cut off");
            }

            return bytes.Length == 0
                ? new SampleResult.Unusable("it is empty after decompression")
                : Taken(bytes, isWhole, Compression.Gzip);
        }
        catch (InvalidDataException exception)
        {
            return new SampleResult.Unusable(string.Create(
                CultureInfo.InvariantCulture,
                $"its gzip data ({file.SizeBytes} bytes) is damaged: {exception.Message}"));
        }
    }

    private static SampleResult.Taken Taken(byte[] bytes, bool isWhole, Compression compression) =>
        new(new ObjectSample(bytes, isWhole, compression));

    private async Task<(byte[] Bytes, bool IsWhole)> TakeAsync(
        Stream stream, ReadOnlyMemory<byte> start, CancellationToken cancellationToken)
    {
        using MemoryStream sample = new();
        await sample.WriteAsync(start, cancellationToken);
        bool hasLine = start.Span.Contains((byte)'\n');
        byte[] block = new byte[BlockBytes];
        while (sample.Length < sampleBytesMax || (!hasLine && sample.Length < LineBytesMax))
        {
            int count = await stream.ReadAsync(block, cancellationToken);
            if (count == 0)
            {
                return (sample.ToArray(), true);
            }

            hasLine |= block.AsSpan(0, count).Contains((byte)'\n');
            await sample.WriteAsync(block.AsMemory(0, count), cancellationToken);
        }

        return (sample.ToArray(), false);
    }
}
