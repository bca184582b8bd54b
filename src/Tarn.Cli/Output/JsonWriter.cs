using System.Globalization;

namespace Tarn.Cli.Output;

/// <summary>
/// One JSON object: <c>schema_version</c>, the names of the <c>columns</c> in order, the <c>rows</c> as objects, and
/// their number last. A result that fails midway leaves the object open, so that no reader takes it for whole.
/// </summary>
internal sealed class JsonWriter(TextWriter output) : IRowWriter
{
    /// <summary>Raised when a reader of an older version would misread the output; new keys do not raise it.</summary>
    public const int SchemaVersion = 1;

    public async Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        string columns = string.Join(", ", rows.Columns.Select(column => JsonValues.ToJson(column.Name)));
        output.Write("{\n  \"schema_version\": " + SchemaVersion.ToString(CultureInfo.InvariantCulture));
        output.Write(",\n  \"columns\": [" + columns);
        output.Write("],\n  \"rows\": [");
        long count = await WriteRowsAsync(rows, cancellationToken);
        output.Write(count == 0 ? "]" : "\n  ]");
        output.Write(",\n  \"row_count\": " + count.ToString(CultureInfo.InvariantCulture) + "\n}\n");
        return count;
    }

    private async Task<long> WriteRowsAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        using JsonRowText text = new(rows.Columns);
        long count = 0;
        await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
        {
            foreach (object?[] row in batch)
            {
                output.Write(count++ == 0 ? "\n    " : ",\n    ");
                output.Write(text.Of(row));
            }
        }

        return count;
    }
}
