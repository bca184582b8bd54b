namespace Tarn.Cli.Output;

/// <summary>A table of GitHub-flavoured Markdown.</summary>
internal sealed class MarkdownWriter(TextWriter output) : IRowWriter
{
    public async Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        WriteLine(rows.Columns.Select(column => Escape(column.Name)));
        WriteLine(rows.Columns.Select(column => column.IsRightAligned ? "---:" : "---"));
        long count = 0;
        await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
        {
            foreach (object?[] row in batch)
            {
                WriteLine(row.Select(value => Escape(ValueText.Of(value) ?? "NULL")));
            }

            count += batch.Count;
        }

        return count;
    }

    private void WriteLine(IEnumerable<string> cells)
    {
        output.Write($"| {string.Join(" | ", cells)} |");
        output.Write('\n');
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "<br>", StringComparison.Ordinal);
}
