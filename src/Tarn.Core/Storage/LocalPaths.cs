using Tarn.Common;
using Tarn.Native.Posix;

namespace Tarn.Storage;

/// <summary>
/// Keys to paths and back. A bucket may itself be a link to another disk; links below it may lead anywhere inside the
/// bucket but not out of it, because whoever can drop a file could otherwise read and replace any file of the user.
/// </summary>
internal sealed class LocalPaths(string bucket, string root)
{
    private string? _realRoot;

    public string Bucket { get; } = bucket;

    /// <summary>Absolute, without a slash at the end.</summary>
    public string Root { get; } = root;

    /// <summary>The tree of escaped names.</summary>
    public string EscapedTree { get; } = Path.Join(root, EscapedKeys.DirectoryName);

    /// <summary>Whether keys of the bucket may have escaped names; most buckets have none.</summary>
    public bool HasEscaped => Directory.Exists(EscapedTree);

    /// <summary>Where the object is; when there is none, where it would be if nothing is in the way.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: a bad key, or a link leads out of the bucket.</exception>
    public string Resolve(string key)
    {
        string path = PlaceOf(key, HasEscaped);
        RequireInside(path, key);
        return path;
    }

    /// <summary>As <see cref="Resolve(string)"/>, without looking where links lead.</summary>
    /// <param name="hasEscaped">As <see cref="HasEscaped"/> says.</param>
    public string PlaceOf(string key, bool hasEscaped)
    {
        ObjectKey.Validate(Bucket, key);
        if (!ObjectKey.IsPlain(key))
        {
            return Escaped(key);
        }

        string plain = Plain(key);
        return hasEscaped && !File.Exists(plain) && File.Exists(Escaped(key)) ? Escaped(key) : plain;
    }

    public string Plain(string key) => Path.Join(Root, key);

    public string Escaped(string key) => EscapedKeys.PathOf(EscapedTree, key);

    /// <summary>The nearest file above the path inside the bucket, or null.</summary>
    public string? FileAbove(string path)
    {
        string? above = Path.GetDirectoryName(path);
        while (above is not null && above.Length > Root.Length && !File.Exists(above))
        {
            above = Path.GetDirectoryName(above);
        }

        return above?.Length > Root.Length ? above : null;
    }

    /// <summary>The paths of many keys; a directory that they share is looked at once.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: as for one.</exception>
    public IReadOnlyList<string> Resolve(IReadOnlyList<string> keys)
    {
        LocalPathBatch batch = new(this);
        string[] resolved = new string[keys.Count];
        for (int i = 0; i < resolved.Length; i++)
        {
            resolved[i] = batch.Resolve(keys[i]);
            if (IsLink(resolved[i]))
            {
                RequireInside(resolved[i], keys[i]);
            }
        }

        return resolved;
    }

    public string KeyOf(string path)
    {
        string relative = path[(Root.Length + 1)..];
        return OperatingSystem.IsWindows() ? relative.Replace('\\', '/') : relative;
    }

    /// <summary>
    /// The file at the path, followed through links, or null when there is none or a directory is in its place.
    /// </summary>
    /// <exception cref="TarnException"><c>TN4005</c>: a link leads out of the bucket.</exception>
    public FileInfo? Find(string path)
    {
        FileInfo file = new(path);
        if (file.Exists && file.Attributes.HasFlag(FileAttributes.ReparsePoint))
        {
            RequireInside(path, KeyOf(path));
            string? target = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
            file = new FileInfo(target ?? path);
        }

        return file.Exists ? file : null;
    }

    public static ObjectInfo Describe(string key, FileInfo file) => Describe(key, file.Length, file.LastWriteTimeUtc);

    /// <summary>
    /// The ETag is made of modification time (in 100 ns) and size, so it is the same on every call and survives a
    /// copy of the lake that keeps file times, and puts give every file a time of its own.
    /// </summary>
    public static ObjectInfo Describe(string key, long sizeBytes, DateTime modifiedUtc) =>
        new(key, sizeBytes, new DateTimeOffset(modifiedUtc, TimeSpan.Zero), $"{modifiedUtc.Ticks:x}-{sizeBytes:x}");

    public TarnException LeadsOut(string key, string target) =>
        new(ErrorCodes.BadKey, $"The link '{key}' in bucket '{Bucket}' leads out of the bucket, to '{target}'")
        {
            Hint = "Copy or bind-mount the files into the bucket, or make the bucket directory itself the link.",
        };

    public static bool IsLink(string path)
    {
        FileAttributes attributes = new FileInfo(path).Attributes;
        return attributes != (FileAttributes)(-1) && (attributes & FileAttributes.ReparsePoint) != 0;
    }

    /// <exception cref="TarnException"><c>TN4005</c>: a link leads out of the bucket.</exception>
    public void RequireInside(string path, string key)
    {
        if (OperatingSystem.IsWindows())
        {
            RefuseLinks(path, key);
            return;
        }

        string? realRoot = _realRoot ??= Libc.RealPath(Root, 0);
        if (realRoot is null)
        {
            return;
        }

        string existing = path;
        string? real = Libc.RealPath(existing, 0);
        while (real is null && existing.Length > Root.Length)
        {
            RefuseDangling(existing, key);
            existing = Path.GetDirectoryName(existing)!;
            real = Libc.RealPath(existing, 0);
        }

        if (real is not null && real != realRoot && !real.StartsWith(realRoot + '/', StringComparison.Ordinal))
        {
            throw LeadsOut(key, real);
        }
    }

    /// <summary>A link to what does not exist yet could lead anywhere once it does.</summary>
    private void RefuseDangling(string path, string key)
    {
        if (new FileInfo(path).LinkTarget is string target)
        {
            throw LeadsOut(key, target);
        }
    }

    private void RefuseLinks(string path, string key)
    {
        for (string current = path; current.Length > Root.Length; current = Path.GetDirectoryName(current)!)
        {
            if (new FileInfo(current).LinkTarget is string target)
            {
                throw LeadsOut(key, target);
            }
        }
    }
}
