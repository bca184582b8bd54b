using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.Storage.Attributes;

namespace Tarn.Storage.Archive;

/// <summary>
/// The archived objects of a local bucket: packed files in a hidden tree with escaped names, where neither the engine
/// nor other tools take them for data. An object that also has a file of its own is read from that one: it was
/// restored, or is on its way into or out of the archive. Blocking. Failures are IO exceptions.
/// </summary>
internal sealed class LocalArchive(LocalPaths paths, DurableFolder folder)
{
    public const string DirectoryName = ".tarn-archive";

    private readonly AttributeFiles _attributes = new(folder, Path.Join(DirectoryName, "attributes"));

    private readonly string _tree = Path.Join(paths.Root, DirectoryName);

    /// <summary>Whether the bucket may have archived objects; most have none.</summary>
    public bool Exists => Directory.Exists(_tree);

    public string PathOf(string key) => EscapedKeys.PathOf(_tree, key);

    public bool Has(string key) => Exists && File.Exists(PathOf(key));

    /// <summary>Null when it is not archived; whether it has a file of its own too is not looked at.</summary>
    public AttributedObject? Find(string key)
    {
        if (!Exists)
        {
            return null;
        }

        try
        {
            using SafeFileHandle file = Open(key);
            long packedBytes = RandomAccess.GetLength(file);
            ObjectAttributes attributes = _attributes.Read(key, file, packedBytes, File.GetLastWriteTimeUtc(file));
            byte[] start = new byte[ArchiveHeader.Bytes];
            ArchiveHeader header = ArchiveHeader.Parse(start.AsSpan(0, RandomAccess.Read(file, start, 0)));
            ObjectInfo info = LocalPaths.Describe(
                key, header.SizeBytes, new DateTime(header.ModifiedTicks, DateTimeKind.Utc));
            return new AttributedObject(
                info with { IsArchived = true },
                attributes with { StorageClass = attributes.StorageClass ?? StorageClasses.Glacier })
            { PackedBytes = packedBytes };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(key, exception);
        }
    }

    /// <summary>Replaces the attributes; durable on return. False when it is not archived.</summary>
    public bool SetAttributes(string key, ObjectAttributes attributes)
    {
        FileInfo file = new(PathOf(key));
        if (!file.Exists)
        {
            return false;
        }

        Describe(key, file.FullName, attributes);
        AttributeFiles.Flush(file.FullName);
        return true;
    }

    /// <summary>Gives a file that is not synced yet its attributes.</summary>
    public void Describe(string key, string path, ObjectAttributes attributes)
    {
        FileInfo file = new(path);
        _attributes.Write(key, path, file.Length, file.LastWriteTimeUtc, attributes);
    }

    /// <summary>Writes the content.</summary>
    /// <exception cref="TarnException"><c>TN4003</c>: it is damaged.</exception>
    /// <exception cref="FileNotFoundException">It is not archived.</exception>
    public ArchiveHeader Unpack(string key, Stream target, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream source = new(Open(key), FileAccess.Read);
            return ArchiveDecoder.Copy(source, target, cancellationToken);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged(key, exception);
        }
    }

    /// <summary>Deletes the packed file; the directory that had it is added.</summary>
    public bool Delete(string key, HashSet<string> changed)
    {
        if (!Has(key))
        {
            return false;
        }

        string path = PathOf(key);
        File.Delete(path);
        changed.Add(Path.GetDirectoryName(path)!);
        return true;
    }

    /// <summary>Why the object cannot be read.</summary>
    public TarnException MustBeRestored(string key) => new(
        ErrorCodes.ObjectArchived, $"The object '{key}' of bucket '{paths.Bucket}' is archived")
    {
        Hint = $"Restore it while the lake is served: aws s3api restore-object --bucket {paths.Bucket}"
            + $" --key '{key}' --restore-request Days=7; the operation is RestoreObject.",
    };

    private SafeFileHandle Open(string key) => File.OpenHandle(
        PathOf(key), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private TarnException Damaged(string key, InvalidDataException exception) => new(
        ErrorCodes.StorageFailed,
        $"The archived object '{key}' of bucket '{paths.Bucket}' is damaged: {exception.Message}",
        exception)
    {
        Hint = "Put its file, below .tarn-archive of the bucket, back from a backup, or delete the object.",
    };
}
