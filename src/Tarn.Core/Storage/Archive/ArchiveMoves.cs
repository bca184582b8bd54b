using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Archive;

/// <summary>Archives objects of a local bucket and gives copies of them back. Blocking; failures are IO ones.</summary>
/// <param name="folder">Of the bucket.</param>
/// <param name="archive">Its archived objects.</param>
/// <param name="placing">Where packed and unpacked files go.</param>
/// <param name="attributeFiles">Of objects with files of their own.</param>
internal sealed class ArchiveMoves(
    DurableFolder folder, LocalArchive archive, ArchivePlacing placing, AttributeFiles attributeFiles)
{
    /// <summary>Packs an object that has a file of its own, which is then gone.</summary>
    /// <returns>What the packed file has, in bytes; null when the object is another now.</returns>
    public long? Archive(OpenObject open, string storageClass, CancellationToken cancellationToken)
    {
        ObjectInfo info = open.Found.Info;
        using TemporaryFile file = folder.CreateTemporary();
        using (ArchiveEncoder encoder = new(file.Stream))
        {
            foreach (ReadOnlyMemory<byte> part in open.Read(ArchiveEncoder.FrameBytesMax))
            {
                cancellationToken.ThrowIfCancellationRequested();
                encoder.Append(part.Span);
            }

            encoder.Finish(info.LastModified.UtcDateTime);
        }

        ObjectAttributes attributes = open.Found.Attributes with { StorageClass = storageClass, Restore = null };
        long packedBytes = Describe(file, info, attributes);
        Verify(file, info, cancellationToken);
        return placing.TryPack(file, info.Key, () => placing.OwnETag(info.Key) == info.ETag) ? packedBytes : null;
    }

    /// <summary>Makes a copy of an archived object that can be read.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="expiresAt">When the copy is to go away again.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <returns>False when it is not archived, or has a copy.</returns>
    /// <exception cref="TarnException"><c>TN4003</c>: it is damaged.</exception>
    public bool Restore(string key, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        if (archive.Find(key) is not { } found || placing.OwnETag(key) is not null)
        {
            return false;
        }

        using TemporaryFile file = folder.CreateTemporary();
        ArchiveHeader header = archive.Unpack(key, file.Stream, cancellationToken);
        File.SetLastWriteTimeUtc(file.Stream.SafeFileHandle, new DateTime(header.ModifiedTicks, DateTimeKind.Utc));
        RestoreMark mark = found.Attributes.Restore ?? new RestoreMark(expiresAt, Days: 0);
        attributeFiles.Write(
            key,
            file.Path,
            header.SizeBytes,
            File.GetLastWriteTimeUtc(file.Stream.SafeFileHandle),
            found.Attributes with { Restore = mark with { ExpiresAt = expiresAt } });
        return placing.TryUnpack(file, key, found.Info)
            && archive.SetAttributes(key, found.Attributes with { Restore = null });
    }

    /// <summary>
    /// Takes the copy away, with what it was described by meanwhile kept; false when the object is another now.
    /// </summary>
    public bool Expire(AttributedObject copy)
    {
        string key = copy.Info.Key;
        return archive.SetAttributes(key, copy.Attributes with { Restore = null })
            && placing.TryDropCopy(key, copy.Info);
    }

    /// <summary>Gives a packed file its time and its attributes; returns its length.</summary>
    public long Describe(TemporaryFile file, ObjectInfo info, ObjectAttributes attributes)
    {
        File.SetLastWriteTimeUtc(file.Stream.SafeFileHandle, info.LastModified.UtcDateTime);
        archive.Describe(info.Key, file.Path, attributes);
        return file.Stream.Length;
    }

    /// <summary>The own file goes away for this one, so it is read back first.</summary>
    private static void Verify(TemporaryFile file, ObjectInfo info, CancellationToken cancellationToken)
    {
        using FileStream packed = new(
            file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        ArchiveHeader header = ArchiveDecoder.Copy(packed, Stream.Null, cancellationToken);
        if (header.SizeBytes != info.SizeBytes)
        {
            throw new TarnException(
                ErrorCodes.StorageFailed,
                $"The object '{info.Key}' has {info.SizeBytes} bytes, but {header.SizeBytes} could be read");
        }
    }
}
