using System.Buffers;
using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Archive;

/// <summary>Puts objects into the archive of a local bucket at once: packed while they come in.</summary>
internal sealed class ArchivePuts(
    LocalCalls calls,
    DurableFolder folder,
    LocalArchive archive,
    ArchivePlacing placing,
    ArchiveMoves moves,
    FileTimes times)
{
    /// <param name="key">Of the object.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="condition">Must hold for what is there, archived or not.</param>
    /// <param name="attributes">Asked for once the content has been read to its end; throws to give the put up.</param>
    /// <param name="cancellationToken">Stops the put.</param>
    public async Task<PutResult> PutAsync(
        string key,
        Stream content,
        PutCondition condition,
        Func<ObjectAttributes> attributes,
        CancellationToken cancellationToken)
    {
        calls.Require(key);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ArchiveEncoder.FrameBytesMax);
        try
        {
            using TemporaryFile file = await calls.RunAsync(
                "archive", key, _ => folder.CreateTemporary(), cancellationToken);
            using ArchiveEncoder encoder = new(file.Stream);
            int read;
            do
            {
                read = await content.ReadAtLeastAsync(
                    buffer.AsMemory(0, ArchiveEncoder.FrameBytesMax),
                    ArchiveEncoder.FrameBytesMax,
                    throwOnEndOfStream: false,
                    cancellationToken);
                await calls.RunAsync("archive", key, _ => Append(encoder, buffer.AsSpan(0, read)), cancellationToken);
            }
            while (read == ArchiveEncoder.FrameBytesMax);

            ObjectAttributes known = attributes();
            return await calls.RunAsync(
                "archive", key, _ => Publish(file, encoder, key, condition, known), cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Append(ArchiveEncoder encoder, ReadOnlySpan<byte> content)
    {
        encoder.Append(content);
        return true;
    }

    private PutResult Publish(
        TemporaryFile file, ArchiveEncoder encoder, string key, PutCondition condition, ObjectAttributes attributes)
    {
        ArchiveHeader header = encoder.Finish(times.Next());
        ObjectInfo info = LocalPaths.Describe(
            key, header.SizeBytes, new DateTime(header.ModifiedTicks, DateTimeKind.Utc)) with
        { IsArchived = true };
        moves.Describe(file, info, attributes);
        bool isPlaced = placing.TryPack(
            file,
            key,
            () => condition == PutCondition.None || (!archive.Has(key) && placing.OwnETag(key) is null));
        return isPlaced ? new PutResult.Stored(info) : new PutResult.AlreadyExists();
    }
}
