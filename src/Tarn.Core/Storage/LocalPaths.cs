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

    /// <summary>The path of a key, which need not exist.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: a bad key, or a link leads out of the bucket.</exception>
    public string Resolve(string key)
    {
        ObjectKey.Validate(Bucket, key);
        string path = Path.Join(Root, key);
        RequireInside(path, key);
        return path;
    }

    /// <summary>As above for one of many keys; <see cref="Find"/> looks at the file itself.</summary>
    /// <param name="plainDirectories">Whether there is no link on the way to a directory; more are added.</param>
    public string Resolve(string key, Dictionary<string, bool> plainDirectories)
    {
        ObjectKey.Validate(Bucket, key);
        string path = Path.Join(Root, key);
        if (!IsPlainDirectory(Path.GetDirectoryName(path)!, plainDirectories))
        {
            RequireInside(path, key);
        }

        return path;
    }

    /// <summary>The paths of many keys; a directory that they share is looked at once.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>: as for one.</exception>
    public IReadOnlyList<string> Resolve(IReadOnlyList<string> keys)
    {
        Dictionary<string, bool> plainDirectories = new(StringComparer.Ordinal);
        string[] resolved = new string[keys.Count];
        for (int i = 0; i < resolved.Length; i++)
        {
            resolved[i] = Resolve(keys[i], plainDirectories);
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

    /// <summary>True when there is no link between the bucket's directory and this one, itself included.</summary>
    private bool IsPlainDirectory(string directory, Dictionary<string, bool> known)
    {
        if (directory.Length <= Root.Length)
        {
            return true;
        }

        if (!known.TryGetValue(directory, out bool isPlain))
        {
            isPlain = IsPlainDirectory(Path.GetDirectoryName(directory)!, known) && !IsLink(directory);
            known.Add(directory, isPlain);
        }

        return isPlain;
    }

    private static bool IsLink(string path)
    {
        FileAttributes attributes = new FileInfo(path).Attributes;
        return attributes != (FileAttributes)(-1) && (attributes & FileAttributes.ReparsePoint) != 0;
    }

    private void RequireInside(string path, string key)
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
