using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Catalog.Types;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records, which <see cref="ObjectStage"/> let through, as rows of a Parquet file with the columns of a table. Members
/// that the table does not have are left out; a record with a value that a column's type does not take is not in it
/// (Firehose's "Convert input record format").
/// </summary>
internal sealed class ParquetObject : IOutputObject
{
    private const string Row = "tarn_stream_row";
    private const int LineBytesMax = StreamLimits.RecordBytesMax * 2;

    private readonly RecordLines _lines;
    private readonly TableEntry _table;
    private readonly DuckInstance _engine;
    private FileStream? _made;

    /// <param name="path">Of a file that is not there.</param>
    /// <param name="key">That it is to have in the bucket.</param>
    /// <param name="table">Has the columns.</param>
    /// <param name="engine">Writes it.</param>
    public ParquetObject(string path, string key, TableEntry table, DuckInstance engine)
    {
        Key = key;
        _table = table;
        _engine = engine;
        _lines = new RecordLines(path, Row);
    }

    public string Key { get; }

    public void Add(OutgoingRecord record) => _lines.Add(record);

    public async Task<FinishedObject> FinishAsync(CancellationToken cancellationToken)
    {
        await _lines.FlushAsync(cancellationToken);
        string made = _lines.Path + ".parquet";
        using DuckConnection connection = _engine.Connect();
        using UnfitRecords unfit = new(connection);
        try
        {
            long rows = await connection.ExecuteAsync(
                $"COPY ({Select(unfit)}) TO {SqlText.Literal(made)} (FORMAT parquet, COMPRESSION snappy)",
                cancellationToken);
            _made = ScratchFile.Take(made);
            return new FinishedObject(
                rows == 0 ? null : _made, unfit.Found.Select(found => (_lines.Get((int)found.Row), found.Problem)));
        }
        catch (EngineException exception) when (IsAboutRecords(exception.Kind))
        {
            // None of them may hold up those behind them.
            File.Delete(made);
            return new FinishedObject(
                null, Enumerable.Range(0, _lines.Count).Select(row => (_lines.Get(row), exception.Message)));
        }
    }

    public void Dispose()
    {
        _made?.Dispose();
        _lines.Dispose();
    }

    /// <summary>False when the engine or the disk is in trouble, which may pass.</summary>
    private static bool IsAboutRecords(EngineErrorKind kind) =>
        kind is EngineErrorKind.InvalidInput or EngineErrorKind.Conversion or EngineErrorKind.OutOfRange;

    private string Select(UnfitRecords unfit)
    {
        List<string> columns = [];
        List<string> conditions = [];
        List<string> reads = [$"'{Row}': 'BIGINT'"];
        foreach (ColumnEntry column in _table.Columns)
        {
            HiveType type = HiveType.Parse(column.Type);
            string key = column.SourceName ?? column.Name;
            ColumnValue value = ExternalValue.FromJson(SqlText.Identifier(key), column, type);
            reads.Add($"{SqlText.Literal(key)}: '{ExternalValue.JsonReadType(type)}'");
            columns.Add($"{value.Sql} AS {SqlText.Identifier(column.Name)}");
            if (value.Source is { } source)
            {
                conditions.Add(
                    $"WHEN {source} IS NOT NULL AND ({value.Sql}) IS NULL"
                    + $" THEN {unfit.Noticing(Row, source, column)}");
            }
        }

        string filter = conditions.Count == 0 ? "" : $" WHERE CASE {string.Join(' ', conditions)} ELSE true END";
        return $"SELECT {SqlText.List(columns)} FROM read_json({SqlText.Literal(_lines.Path)}, "
            + "format = 'newline_delimited', compression = 'uncompressed', hive_partitioning = false, "
            + $"maximum_object_size = {LineBytesMax}, columns = {{{SqlText.List(reads)}}}){filter}";
    }
}
