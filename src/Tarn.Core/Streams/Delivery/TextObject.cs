using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>Records one after another as they are, compressed as a whole.</summary>
internal sealed class TextObject : IOutputObject
{
    private const byte NewLine = (byte)'\n';

    private readonly FileStream _file;
    private readonly Stream _content;
    private readonly bool _appendsNewline;

    /// <param name="path">Of a file that is not there.</param>
    /// <param name="key">That it is to have in the bucket.</param>
    /// <param name="compression">Of all of it.</param>
    /// <param name="appendsNewline">Whether a newline follows each record that does not end with one.</param>
    public TextObject(string path, string key, StreamCompression compression, bool appendsNewline)
    {
        Key = key;
        _appendsNewline = appendsNewline;
        _file = ScratchFile.Create(path);
        _content = Compressions.Wrap(_file, compression);
    }

    public string Key { get; }

    public void Add(OutgoingRecord record)
    {
        ReadOnlySpan<byte> data = record.Data.Span;
        Write(data);
        if (_appendsNewline && (data.IsEmpty || data[^1] != NewLine))
        {
            Write([NewLine]);
        }
    }

    public void Write(ReadOnlySpan<byte> data) => _content.Write(data);

    public Task<FinishedObject> FinishAsync(CancellationToken cancellationToken)
    {
        if (_content != _file)
        {
            _content.Dispose();
        }

        _file.Flush();
        _file.Position = 0;
        return Task.FromResult(new FinishedObject(_file, []));
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
