using Tarn.Engine;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>Records one after another as they are, compressed by the engine when all are there.</summary>
/// <param name="path">Of a file that is not there.</param>
/// <param name="key">That it is to have in the bucket.</param>
/// <param name="appendsNewline">Whether a newline follows each record that does not end with one.</param>
/// <param name="engine">Compresses.</param>
internal sealed class ZstandardObject(string path, string key, bool appendsNewline, DuckInstance engine)
    : IOutputObject
{
    private readonly TextObject _plain = new(path, key, StreamCompression.None, appendsNewline);
    private FileStream? _made;

    public string Key => key;

    public void Add(OutgoingRecord record) => _plain.Add(record);

    public async Task<FinishedObject> FinishAsync(CancellationToken cancellationToken)
    {
        await _plain.FinishAsync(cancellationToken);
        string made = path + Compressions.ExtensionOf(StreamCompression.Zstandard);
        using DuckConnection connection = engine.Connect();
        await connection.ExecuteAsync(
            $"COPY (SELECT content FROM read_blob({SqlText.Literal(path)})) TO {SqlText.Literal(made)} "
            + "(FORMAT blob, COMPRESSION zstd)",
            cancellationToken);
        _made = ScratchFile.Take(made);
        return new FinishedObject(_made, []);
    }

    public void Dispose()
    {
        _made?.Dispose();
        _plain.Dispose();
    }
}
