namespace Tarn.Streams.Delivery;

/// <summary>An object of a batch while its records are written, in a file of the scratch directory.</summary>
internal sealed class OutputObject : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly FileStream _file;
    private readonly Stream _content;

    /// <param name="path">Of a file that is not there.</param>
    /// <param name="compress">Wraps what is written; disposing it leaves the file open.</param>
    /// <param name="key">That it is to have.</param>
    public OutputObject(string path, Func<Stream, Stream> compress, string key)
    {
        _file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            BufferSize = BufferBytes,
            Options = FileOptions.DeleteOnClose,
        });
        _content = compress(_file);
        Key = key;
    }

    public string Key { get; }

    public void Write(ReadOnlySpan<byte> data) => _content.Write(data);

    /// <summary>Ends the content; returns it from its start.</summary>
    public Stream Finish()
    {
        if (_content != _file)
        {
            _content.Dispose();
        }

        _file.Flush();
        _file.Position = 0;
        return _file;
    }

    public void Dispose()
    {
        if (_content != _file && _content.CanWrite)
        {
            _content.Dispose();
        }

        _file.Dispose();
    }
}
