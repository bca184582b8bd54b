using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Tarn.Common;
using Tarn.Native.Posix;

namespace Tarn.Storage.Attributes;

/// <summary>
/// Where the attributes of a bucket's objects are: in an extended attribute of the file, which is as atomic and as
/// durable as the file itself; where the file system has none, or too little room, in a file of the hidden directory
/// <see cref="DirectoryName"/>. Blocking. Failures are IO exceptions.
/// </summary>
internal sealed class AttributeFiles(DurableFolder folder, string directoryName = AttributeFiles.DirectoryName)
{
    public const string DirectoryName = ".tarn-attributes";

    private const string AttributeName = "user.tarn.object";
    private const int AttributeBytesMax = 64 * 1024;

    private readonly string _directory = Path.Join(folder.Root, directoryName);

    /// <summary>Those of the file; none when it was changed since by somebody who knows of none.</summary>
    public ObjectAttributes Read(AttributeOwner owner, string path, long sizeBytes, DateTime modifiedUtc) =>
        Read(
            owner,
            buffer => Libc.GetAttribute(path, AttributeName, buffer, (nuint)buffer.Length),
            sizeBytes,
            modifiedUtc);

    /// <summary>Those of an open file, which may have lost its name.</summary>
    public ObjectAttributes Read(AttributeOwner owner, SafeFileHandle file, long sizeBytes, DateTime modifiedUtc) =>
        Read(
            owner,
            buffer => Libc.GetAttributeOf(file, AttributeName, buffer, (nuint)buffer.Length),
            sizeBytes,
            modifiedUtc);

    /// <summary>
    /// Writes those of a file. They are durable once the file is synced, when it is not published yet; or when
    /// <see cref="Flush"/> was called.
    /// </summary>
    public void Write(
        AttributeOwner owner, string path, long sizeBytes, DateTime modifiedUtc, ObjectAttributes attributes)
    {
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(
            new StoredAttributes(sizeBytes, modifiedUtc.Ticks, attributes),
            StoredAttributesJson.Default.StoredAttributes);
        if (!TryWriteAttribute(path, content))
        {
            WriteBeside(owner, content);
        }
        else
        {
            RemoveBeside(owner);
        }
    }

    /// <summary>Makes a change of a published file's attributes durable.</summary>
    public static void Flush(string path) => DurableFile.Sync(path);

    /// <summary>Gives one owner what is kept in a file for the other, when there is one.</summary>
    public void CopyBeside(AttributeOwner source, AttributeOwner target)
    {
        if (ReadBeside(source) is { } content)
        {
            WriteBeside(target, content);
        }
    }

    /// <summary>Forgets what is kept in a file.</summary>
    public void RemoveBeside(AttributeOwner owner)
    {
        if (FindBeside(owner) is { } path)
        {
            File.Delete(path);
        }
    }

    private string PathOf(AttributeOwner owner)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(owner.Key)));
        return Path.Join(_directory, owner.VersionId is null ? name : $"{name}.{owner.VersionId}");
    }

    private ObjectAttributes Read(
        AttributeOwner owner, Func<byte[], nint> read, long sizeBytes, DateTime modifiedUtc)
    {
        byte[]? content = ReadAttribute(read) ?? ReadBeside(owner);
        StoredAttributes? stored = content is null
            ? null
            : JsonSerializer.Deserialize(content, StoredAttributesJson.Default.StoredAttributes);
        return stored is not null && stored.SizeBytes == sizeBytes && stored.ModifiedTicks == modifiedUtc.Ticks
            ? stored.Attributes
            : ObjectAttributes.None;
    }

    private static byte[]? ReadAttribute(Func<byte[], nint> read)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        byte[] buffer = new byte[1024];
        nint length = read(buffer);
        if (length < 0 && Marshal.GetLastPInvokeError() == Errno.Range)
        {
            buffer = new byte[AttributeBytesMax];
            length = read(buffer);
        }

        return length < 0 ? null : buffer[..(int)length];
    }

    private static bool TryWriteAttribute(string path, byte[] content)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        if (content.Length <= AttributeBytesMax
            && Libc.SetAttribute(path, AttributeName, content, (nuint)content.Length, flags: 0) == 0)
        {
            return true;
        }

        // What was there before must not be taken for the new ones.
        _ = Libc.RemoveAttribute(path, AttributeName);
        return false;
    }

    private byte[]? ReadBeside(AttributeOwner owner) =>
        FindBeside(owner) is { } path ? File.ReadAllBytes(path) : null;

    /// <summary>Null when there is none; most buckets have not even the directory, which is cheap to see.</summary>
    private string? FindBeside(AttributeOwner owner) =>
        Directory.Exists(_directory) && PathOf(owner) is { } path && File.Exists(path) ? path : null;

    private void WriteBeside(AttributeOwner owner, byte[] content)
    {
        using TemporaryFile file = folder.CreateTemporary();
        file.Stream.Write(content);
        folder.Publish(file, PathOf(owner), replace: true);
    }
}
