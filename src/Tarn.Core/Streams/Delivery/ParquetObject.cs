using System.Globalization;
using System.Text;
using Tarn.Catalog.Entries;
using Tarn.Catalog.External;
using Tarn.Catalog.Types;
using Tarn.Engine;
using Tarn.Streams.Stages;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Records, which are JSON objects, as rows of a Parquet file with the columns of a table. Members that the table does
/// not have are left out; a record with a value that a column's type does not take is not in it (Firehose's "Convert
/// input record format").
/// </summary>
internal sealed class ParquetObject : IOutputObject
{
    private const string Sequence = "tarn_stream_sequence";
    private const int LineBytesMax = StreamLimits.RecordBytesMax * 2;

    private readonly string _path;
    private readonly FileStream _lines;
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
        _path = path;
        _table = table;
        _engine = engine;
        _lines = ScratchFile.Create(path);
    }

    public string Key { get; }

    public string? TryWrite(OutgoingRecord record)
    {
        if (JsonCheck.FindProblem(record.Data.Span) is { } problem)
        {
            return problem;
        }

        _lines.Write(Line(record));
        return null;
    }

    public async Task<FinishedObject> FinishAsync(CancellationToken cancellationToken)
    {
        await _lines.FlushAsync(cancellationToken);
        string made = _path + ".parquet";
        using DuckConnection connection = _engine.Connect();
        using UnfitRecords unfit = new(connection);
        long rows = await connection.ExecuteAsync(
            $"COPY ({Select(unfit)}) TO {SqlText.Literal(made)} (FORMAT parquet, COMPRESSION snappy)",
            cancellationToken);
        _made = ScratchFile.Take(made);
        return new FinishedObject(rows == 0 ? null : _made, unfit.Found);
    }

    public void Dispose()
    {
        _made?.Dispose();
        _lines.Dispose();
    }

    /// <summary>The record on one line, with its sequence before its members.</summary>
    private static byte[] Line(OutgoingRecord record)
    {
        // A JSON text has line ends between its tokens only.
        string text = Encoding.UTF8.GetString(record.Data.Span).ReplaceLineEndings(" ").Trim();
        string rest = text[1..].TrimStart();
        string comma = rest.StartsWith('}') ? "" : ",";
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"{{\"{Sequence}\":{record.Source.Sequence}{comma}{rest}\n"));
    }

    private string Select(UnfitRecords unfit)
    {
        List<string> columns = [];
        List<string> conditions = [];
        List<string> reads = [$"'{Sequence}': 'BIGINT'"];
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
                    + $" THEN {unfit.Noticing(Sequence, source, column)}");
            }
        }

        string filter = conditions.Count == 0 ? "" : $" WHERE CASE {string.Join(' ', conditions)} ELSE true END";
        return $"SELECT {SqlText.List(columns)} FROM read_json({SqlText.Literal(_path)}, "
            + "format = 'newline_delimited', compression = 'uncompressed', hive_partitioning = false, "
            + $"maximum_object_size = {LineBytesMax}, columns = {{{SqlText.List(reads)}}}){filter}";
    }
}
