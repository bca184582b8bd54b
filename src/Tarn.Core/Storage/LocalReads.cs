using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Encryption;

namespace Tarn.Storage;

/// <summary>Looks up and reads objects of a local bucket; archived ones can be looked up only.</summary>
internal sealed class LocalReads(
    LocalPaths paths,
    LocalCalls calls,
    LocalArchive archive,
    AttributeFiles attributeFiles,
    EncryptedFiles encrypted)
{
    private const int CopyBufferBytes = 256 * 1024;

    public Task<ObjectInfo?> HeadAsync(string key, CancellationToken cancellationToken) => calls.RunAsync(
        "look up",
        key,
        path => paths.Find(path) is FileInfo file ? LocalPaths.Describe(key, file) : archive.Find(key)?.Info,
        cancellationToken);

    public Task<AttributedObject?> FindAsync(string key, CancellationToken cancellationToken) => calls.RunAsync(
        "look up",
        key,
        path => paths.Find(path) is FileInfo file
            ? new AttributedObject(
                LocalPaths.Describe(key, file),
                attributeFiles.Read(key, file.FullName, file.Length, file.LastWriteTimeUtc))
            : archive.Find(key),
        cancellationToken);

    public Task<IReadOnlyList<AttributedObject>> WithAttributesAsync(
        IReadOnlyList<ObjectInfo> objects, CancellationToken cancellationToken) => BlockingIo.RunAsync(
        () => (IReadOnlyList<AttributedObject>)[.. objects.Select(Describe)], cancellationToken);

    /// <summary>Null when there is none.</summary>
    /// <exception cref="TarnException"><c>TN4009</c>: it is archived.</exception>
    public Task<OpenObject?> OpenAsync(string key, CancellationToken cancellationToken) => calls.RunAsync(
        "read",
        key,
        path => Open(key, path) ?? (archive.Has(key) ? throw archive.MustBeRestored(key) : null),
        cancellationToken);

    /// <summary>Null when there is none.</summary>
    /// <exception cref="TarnException"><c>TN4009</c>: it is archived.</exception>
    public Task<Stream?> OpenStreamAsync(string key, CancellationToken cancellationToken) => calls.RunAsync(
        "read", key, path => (Stream?)OpenOrNull(key, path), cancellationToken);

    /// <summary>Null when there is none.</summary>
    /// <exception cref="TarnException"><c>TN4009</c>: it is archived.</exception>
    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) =>
        calls.RunAsync("read", key, path => ReadOrNull(key, path), cancellationToken);

    /// <summary>The object's path, which is that of an archived one never.</summary>
    /// <exception cref="TarnException"><c>TN4009</c>: it is archived; <c>TN7007</c>: it is encrypted.</exception>
    public string EnginePath(string key)
    {
        string path = paths.Resolve(key);
        return archive.Exists || encrypted.Exist ? Readable(key, path) : path;
    }

    /// <summary>As <see cref="EnginePath"/>, whether or not it is encrypted.</summary>
    /// <exception cref="TarnException"><c>TN4009</c>: it is archived.</exception>
    public string FilePath(string key)
    {
        string path = paths.Resolve(key);
        return archive.Exists && !File.Exists(path) && archive.Has(key) ? throw archive.MustBeRestored(key) : path;
    }

    /// <summary>As <see cref="EnginePath"/>, of many.</summary>
    public IReadOnlyList<string> EnginePaths(IReadOnlyList<string> keys)
    {
        IReadOnlyList<string> found = paths.Resolve(keys);
        return archive.Exists || encrypted.Exist ? [.. keys.Zip(found, Readable)] : found;
    }

    private string Readable(string key, string path) =>
        File.Exists(path) ? encrypted.Exist ? encrypted.RequirePlain(key, path) : path
        : archive.Has(key) ? throw archive.MustBeRestored(key)
        : path;

    private AttributedObject Describe(ObjectInfo found) =>
        (found.IsArchived ? archive.Find(found.Key) : null) ?? new AttributedObject(
            found,
            attributeFiles.Read(
                found.Key, paths.Resolve(found.Key), found.SizeBytes, found.LastModified.UtcDateTime));

    /// <summary>The file of an object, or of a version; null when there is none.</summary>
    public OpenObject? Open(AttributeOwner owner, string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        SafeFileHandle? file = null;
        try
        {
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            long sizeBytes = RandomAccess.GetLength(file);
            DateTime modifiedUtc = File.GetLastWriteTimeUtc(file);
            ObjectAttributes attributes = attributeFiles.Read(owner, file, sizeBytes, modifiedUtc);
            return new OpenObject(
                new AttributedObject(LocalPaths.Describe(owner.Key, sizeBytes, modifiedUtc), attributes), file);
        }
        catch (Exception exception)
        {
            file?.Dispose();
            if (exception is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }

            throw;
        }
    }

    private byte[]? ReadOrNull(string key, string path)
    {
        using Stream? stream = OpenOrNull(key, path);
        if (stream is null)
        {
            return null;
        }

        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private FileStream? OpenOrNull(string key, string path)
    {
        if (paths.Find(path) is null)
        {
            return archive.Has(key) ? throw archive.MustBeRestored(key) : null;
        }

        if (encrypted.Exist)
        {
            encrypted.RequirePlain(key, path);
        }

        try
        {
            return new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, CopyBufferBytes);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
