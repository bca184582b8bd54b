namespace Tarn.Common;

/// <summary>
/// A file being written under a name nobody looks at; deleted when disposed, unless it was renamed away.
/// </summary>
internal sealed class TemporaryFile(string path) : IDisposable
{
    public string Path { get; } = path;

    /// <summary>Unbuffered: what is written to it is large already.</summary>
    public FileStream Stream { get; } = new(
        path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Whoever renamed it away says so; nothing is left to delete then.</summary>
    public bool IsPlaced { get; set; }

    /// <summary>Makes the content durable and closes the file.</summary>
    public void Finish()
    {
        DurableFile.Flush(Stream.SafeFileHandle, Path);
        Stream.Dispose();
    }

    public void Dispose()
    {
        Stream.Dispose();
        if (!IsPlaced && File.Exists(Path))
        {
            File.Delete(Path);
        }
    }
}
