using Tarn.Catalog.Entries;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records as rows of a Parquet file with the columns of a table. Members that the table does not have are left out; a
/// record that is no JSON object, or has a value that a column's type does not take, is not in it (Firehose's "Convert
/// input record format").
/// </summary>
internal sealed class ParquetObject : IOutputObject
{
    /// <summary>From then on it is worth to write the file while records come; else it is written at the end.</summary>
    private const int SpooledBytesMin = 8 * 1024 * 1024;

    private readonly string _path;
    private readonly RecordSpool _records;
    private readonly TableEntry _table;
    private readonly DuckInstance _engine;
    private ParquetWriting? _writing;
    private FileStream? _content;

    /// <param name="path">Of a file that is not there.</param>
    /// <param name="key">That it is to have in the bucket.</param>
    /// <param name="table">Has the columns.</param>
    /// <param name="engine">Writes it.</param>
    public ParquetObject(string path, string key, TableEntry table, DuckInstance engine)
    {
        Key = key;
        _path = path;
        _table = table;
        _engine = engine;
        _records = new RecordSpool(path);
    }

    public string Key { get; }

    public void Add(OutgoingRecord record)
    {
        _records.Add(record);
        if (_records.Bytes >= SpooledBytesMin)
        {
            StartWriting();
        }
    }

    public async Task<FinishedObject> FinishAsync(CancellationToken cancellationToken)
    {
        _records.Complete();
        ParquetWriting writing = StartWriting();
        try
        {
            await using CancellationTokenRegistration registration = cancellationToken.Register(_records.GiveUp);
            long rows = await writing.Rows;
            _content = ScratchFile.Take(PathMade);
            return new FinishedObject(
                rows == 0 ? null : _content,
                writing.Unfit.Select(unfit => (_records.Get(unfit.Number), unfit.Problem)));
        }
        catch (EngineException exception) when (IsAboutRecords(exception.Kind))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // None of them may hold up those behind them.
            return new FinishedObject(
                null, Enumerable.Range(0, _records.Count).Select(row => (_records.Get(row), exception.Message)));
        }
    }

    public void Dispose()
    {
        _writing?.Dispose();
        _content?.Dispose();
        _records.Dispose();
    }

    private string PathMade => _path + Compressions.ParquetExtension;

    private ParquetWriting StartWriting() =>
        _writing ??= new ParquetWriting(PathMade, _records, _table, _engine);

    /// <summary>False when the engine or the disk is in trouble, which may pass.</summary>
    private static bool IsAboutRecords(EngineErrorKind kind) =>
        kind is EngineErrorKind.InvalidInput or EngineErrorKind.Conversion or EngineErrorKind.OutOfRange;
}
