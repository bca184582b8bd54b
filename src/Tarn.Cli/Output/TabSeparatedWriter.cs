namespace Tarn.Cli.Output;

/// <summary>
/// For pipes: a line per row, full values, tabs between, no heading; null is empty. Tabs, line ends and backslashes
/// inside values are written <c>\t</c>, <c>\n</c>, <c>\r</c>, <c>\\</c>.
/// </summary>
internal sealed class TabSeparatedWriter(TextWriter output) : IRowWriter
{
    public async Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        long count = 0;
        await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
        {
            foreach (object?[] row in batch)
            {
                output.Write(string.Join('\t', row.Select(value => Escape(ValueText.Of(value) ?? ""))));
                output.Write('\n');
            }

            count += batch.Count;
        }

        return count;
    }

    private static string Escape(string text) => text.AsSpan().IndexOfAny("\t\n\r\\") < 0
        ? text
        : text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\t", "\\t", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal)
            .Replace("\r", "\\r", StringComparison.Ordinal);
}
