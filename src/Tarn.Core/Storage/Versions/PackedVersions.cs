using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Versions;

/// <summary>
/// Archives versions that are not current, and gives copies of them back. The packed file, or the copy, takes the place
/// of the version's file by one rename, so there is one file at all times; its attributes say which it is. Blocking;
/// the callers hold the key's lock. Failures are IO exceptions.
/// </summary>
internal sealed class PackedVersions(
    LocalPaths paths, DurableFolder folder, AttributeFiles attributeFiles, LocalReads reads)
{
    /// <summary>What the file of a packed version starts with; null for one that can be read.</summary>
    /// <exception cref="TarnException"><c>TN4003</c>: it is damaged.</exception>
    public ArchiveHeader? Find(string key, OlderVersion version, ObjectAttributes found)
    {
        if (found.IsPacked != true)
        {
            return null;
        }

        byte[] start = new byte[ArchiveHeader.Bytes];
        using FileStream file = Open(version);
        try
        {
            return ArchiveHeader.Parse(
                start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(key, exception);
        }
    }

    /// <summary>Packs the version's file, and reads it back before it takes the place of the other.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="version">Not packed, and no marker.</param>
    /// <param name="wanted">Its attributes from then on, with an archived class.</param>
    public void Pack(string key, OlderVersion version, ObjectAttributes wanted)
    {
        AttributeOwner owner = new(key, version.VersionId);
        using OpenObject open = reads.Open(owner, version.Path) ?? throw new FileNotFoundException(version.Path);
        DateTime modifiedUtc = open.Found.Info.LastModified.UtcDateTime;
        using TemporaryFile file = folder.CreateTemporary();
        using (ArchiveEncoder encoder = new(file.Stream))
        {
            foreach (ReadOnlyMemory<byte> part in open.Read(ArchiveEncoder.FrameBytesMax))
            {
                encoder.Append(part.Span);
            }

            encoder.Finish(modifiedUtc);
        }

        file.Stream.Flush();
        using (FileStream packed = new(
            file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            Unpack(key, packed, Stream.Null);
        }

        Publish(file, owner, version, modifiedUtc, wanted with { IsPacked = true, Restore = null });
    }

    /// <summary>Puts what was packed in the place of the packed file.</summary>
    /// <param name="key">Of the object.</param>
    /// <param name="version">Packed.</param>
    /// <param name="wanted">Its attributes from then on.</param>
    /// <exception cref="TarnException"><c>TN4003</c>: it is damaged.</exception>
    public void Unpack(string key, OlderVersion version, ObjectAttributes wanted)
    {
        using TemporaryFile file = folder.CreateTemporary();
        ArchiveHeader header;
        using (FileStream packed = Open(version))
        {
            header = Unpack(key, packed, file.Stream);
        }

        DateTime modifiedUtc = new(header.ModifiedTicks, DateTimeKind.Utc);
        AttributeOwner owner = new(key, version.VersionId);
        Publish(file, owner, version, modifiedUtc, wanted with { IsPacked = null });
    }

    private ArchiveHeader Unpack(string key, Stream packed, Stream target)
    {
        try
        {
            return ArchiveDecoder.Copy(packed, target, CancellationToken.None);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(key, exception);
        }
    }

    private void Publish(
        TemporaryFile file,
        AttributeOwner owner,
        OlderVersion version,
        DateTime modifiedUtc,
        ObjectAttributes wanted)
    {
        File.SetLastWriteTimeUtc(file.Stream.SafeFileHandle, modifiedUtc);
        attributeFiles.Write(
            owner,
            file.Path,
            file.Stream.Length,
            File.GetLastWriteTimeUtc(file.Stream.SafeFileHandle),
            wanted with { VersionId = version.VersionId == ObjectVersion.NullId ? null : version.VersionId });
        folder.Publish(file, version.Path, replace: true);
    }

    private static FileStream Open(OlderVersion version) =>
        new(version.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private TarnException Damaged(string key, InvalidDataException exception) => new(
        ErrorCodes.StorageFailed,
        $"An archived version of '{key}' in bucket '{paths.Bucket}' is damaged: {exception.Message}",
        exception)
    {
        Hint = "Put its file, below .tarn-versions of the bucket, back from a backup, or delete the version.",
    };
}
