using Tarn.Common;

namespace Tarn.Storage;

/// <summary>
/// The paths of many keys: whether there is a link on the way to a directory is looked up once for all files in it.
/// </summary>
internal sealed class LocalPathBatch(LocalPaths paths)
{
    private readonly Dictionary<string, bool> _plainDirectories = new(StringComparer.Ordinal);
    private readonly bool _hasEscaped = paths.HasEscaped;

    /// <summary>As of one key; <see cref="LocalPaths.Find"/> looks at the file itself.</summary>
    /// <exception cref="TarnException"><c>TN4005</c>.</exception>
    public string Resolve(string key)
    {
        string path = paths.PlaceOf(key, _hasEscaped);
        if (!IsPlainDirectory(Path.GetDirectoryName(path)!))
        {
            paths.RequireInside(path, key);
        }

        return path;
    }

    /// <summary>True when there is no link between the bucket's directory and this one, itself included.</summary>
    private bool IsPlainDirectory(string directory)
    {
        if (directory.Length <= paths.Root.Length)
        {
            return true;
        }

        if (!_plainDirectories.TryGetValue(directory, out bool isPlain))
        {
            isPlain = IsPlainDirectory(Path.GetDirectoryName(directory)!) && !LocalPaths.IsLink(directory);
            _plainDirectories.Add(directory, isPlain);
        }

        return isPlain;
    }
}
