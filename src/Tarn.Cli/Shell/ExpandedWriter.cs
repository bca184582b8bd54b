using Tarn.Cli.Output;

namespace Tarn.Cli.Shell;

/// <summary>Each value on a line of its own, for rows that are wider than the screen.</summary>
internal sealed class ExpandedWriter(TextWriter output, Palette palette) : IRowWriter
{
    public async Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        int width = rows.Columns.Count == 0 ? 0 : rows.Columns.Max(column => TextWidth.Of(column.Name));
        long count = 0;
        await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
        {
            foreach (object?[] row in batch)
            {
                count++;
                output.WriteLine(palette.Dim($"─ row {ValueText.Count(count)} ─"));
                for (int i = 0; i < row.Length; i++)
                {
                    OutputColumn column = rows.Columns[i];
                    string name = TextWidth.Fit(TextWidth.Printable(column.Name), width, isRightAligned: false);
                    string value = TextWidth.Printable(ValueText.ForPeople(row[i], column.Kind) ?? rows.NullText);
                    output.WriteLine($"{palette.Bold(name)}  {(row[i] is null ? palette.Dim(value) : value)}");
                }
            }
        }

        return count;
    }
}
