using System.Text;
using Tarn.Engine;

namespace Tarn.Queries.Executions.Results;

/// <summary>
/// Rows as Athena's CSV: every value in quotes, null nothing at all, so that it differs from the empty text.
/// </summary>
internal static class CsvResultWriter
{
    private const int BufferBytes = 1 << 16;

    /// <returns>Size of the file.</returns>
    public static async Task<long> WriteAsync(
        QueryExecution execution, string path, CancellationToken cancellationToken)
    {
        await using FileStream file = new(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferBytes, useAsync: false);
        await using StreamWriter writer = new(
            file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferBytes, leaveOpen: true);
        WriteLine(writer, execution.Rows.Columns.Select(column => column.Name));
        await foreach (RowBatch batch in execution.Rows.ReadBatchesAsync(cancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                WriteLine(writer, batch.GetRow(row).Select(AthenaText.Of));
            }
        }

        await writer.FlushAsync(cancellationToken);
        return file.Length;
    }

    private static void WriteLine(StreamWriter writer, IEnumerable<string?> values)
    {
        bool isFirst = true;
        foreach (string? value in values)
        {
            if (!isFirst)
            {
                writer.Write(',');
            }

            isFirst = false;
            if (value is not null)
            {
                writer.Write('"');
                writer.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
                writer.Write('"');
            }
        }

        writer.Write('\n');
    }
}
