namespace Tarn.Cli.Output;

/// <summary>
/// CSV as RFC 4180 has it, with a heading and LF line ends. Null is empty; the empty text is <c>""</c>.
/// </summary>
internal sealed class CsvWriter(TextWriter output) : IRowWriter
{
    public async Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        WriteLine(rows.Columns.Select(column => (object?)column.Name));
        long count = 0;
        await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
        {
            foreach (object?[] row in batch)
            {
                WriteLine(row);
            }

            count += batch.Count;
        }

        return count;
    }

    private void WriteLine(IEnumerable<object?> values)
    {
        bool isFirst = true;
        foreach (object? value in values)
        {
            if (!isFirst)
            {
                output.Write(',');
            }

            isFirst = false;
            if (ValueText.Of(value) is { } text)
            {
                output.Write(Quote(text));
            }
        }

        output.Write('\n');
    }

    private static string Quote(string text)
    {
        bool needsQuotes = text.Length == 0
            || text[0] == ' '
            || text[^1] == ' '
            || text.AsSpan().IndexOfAny(",\"\r\n") >= 0;
        return needsQuotes ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
