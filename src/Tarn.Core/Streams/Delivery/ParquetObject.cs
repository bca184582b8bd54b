using System.Globalization;
using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Catalog.Types;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records, which are JSON objects, as rows of a Parquet file with the columns of a table. Members that the table does
/// not have are left out; a record with a value that a column's type does not take is not in it (Firehose's "Convert
/// input record format").
/// </summary>
internal sealed class ParquetObject : IOutputObject
{
    private const string Row = "tarn_stream_row";
    private const int LineBytesMax = StreamLimits.RecordBytesMax * 2;

    private readonly string _path;
    private readonly FileStream _lines;
    private readonly TableEntry _table;
    private readonly DuckInstance _engine;
    private readonly List<OutgoingRecord> _rows = [];
    private FileStream? _made;

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
        _lines = ScratchFile.Create(path);
    }

    public string Key { get; }

    public string? TryWrite(OutgoingRecord record)
    {
        if (JsonCheck.FindProblem(record.Data) is { } problem)
        {
            return problem;
        }

        _lines.Write(Line(record.Data.Span, _rows.Count));
        _rows.Add(record);
        return null;
    }

    public async Task<FinishedObject> FinishAsync(CancellationToken cancellationToken)
    {
        await _lines.FlushAsync(cancellationToken);
        string made = _path + ".parquet";
        using DuckConnection connection = _engine.Connect();
        using UnfitRecords unfit = new(connection);
        try
        {
            long rows = await connection.ExecuteAsync(
                $"COPY ({Select(unfit)}) TO {SqlText.Literal(made)} (FORMAT parquet, COMPRESSION snappy)",
                cancellationToken);
            _made = ScratchFile.Take(made);
            return new FinishedObject(
                rows == 0 ? null : _made, [.. unfit.Found.Select(found => (_rows[(int)found.Row], found.Problem))]);
        }
        catch (EngineException exception) when (IsAboutRecords(exception.Kind))
        {
            // None of them may hold up those behind them.
            File.Delete(made);
            return new FinishedObject(null, [.. _rows.Select(row => (row, exception.Message))]);
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

    /// <summary>The record on one line, with its number before its members.</summary>
    private static byte[] Line(ReadOnlySpan<byte> data, int row)
    {
        // A JSON text has line ends between its tokens only.
        string text = Encoding.UTF8.GetString(data).ReplaceLineEndings(" ").Trim();
        string rest = text[1..].TrimStart();
        string comma = rest.StartsWith('}') ? "" : ",";
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{{\"{Row}\":{row}{comma}{rest}\n"));
    }

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
        return $"SELECT {SqlText.List(columns)} FROM read_json({SqlText.Literal(_path)}, "
            + "format = 'newline_delimited', compression = 'uncompressed', hive_partitioning = false, "
            + $"maximum_object_size = {LineBytesMax}, columns = {{{SqlText.List(reads)}}}){filter}";
    }
}
