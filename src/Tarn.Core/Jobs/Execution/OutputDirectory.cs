namespace Tarn.Jobs.Execution;

/// <summary>
/// A step's finished files until they are published; deleted at the end unless an intent still needs them.
/// </summary>
internal sealed class OutputDirectory : IDisposable
{
    private bool _isKept;

    public OutputDirectory(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
    }

    public string Path { get; }

    /// <summary>From here on a crash or an error leaves the files for recovery.</summary>
    public void Keep() => _isKept = true;

    /// <summary>The files were published; what is left is not needed.</summary>
    public void Release() => _isKept = false;

    public void Dispose()
    {
        if (!_isKept && Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
