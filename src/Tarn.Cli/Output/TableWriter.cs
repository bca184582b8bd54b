namespace Tarn.Cli.Output;

/// <summary>
/// A table for people: columns as wide as their values, texts cut with … where the terminal ends, numbers aligned to
/// the right. Widths come from the heading and the first rows, so that a result of any size can be shown as it comes.
/// </summary>
internal sealed class TableWriter(TextWriter output, Palette palette, int? widthMax) : IRowWriter
{
    private const int SampleRowsMax = 1000;
    private const string NullText = "NULL";

    public async Task<long> WriteAsync(OutputRows rows, CancellationToken cancellationToken)
    {
        List<object?[]> sample = [];
        TableLayout? layout = null;
        long count = 0;
        await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
        {
            count += batch.Count;
            if (layout is not null)
            {
                WriteRows(rows.Columns, layout, batch);
                continue;
            }

            sample.AddRange(batch);
            if (sample.Count >= SampleRowsMax)
            {
                layout = WriteStart(rows.Columns, sample);
            }
        }

        layout ??= WriteStart(rows.Columns, sample);
        if (layout.ColumnsHidden > 0)
        {
            string hidden = string.Join(", ", rows.Columns.Skip(layout.Widths.Count).Select(column => column.Name));
            output.WriteLine(palette.Dim($"{TextWidth.Cut} no room for {hidden}; -o json shows all"));
        }

        return count;
    }

    private TableLayout WriteStart(IReadOnlyList<OutputColumn> columns, List<object?[]> sample)
    {
        int[] natural = [.. columns.Select((column, index) => sample
            .Select(row => TextWidth.Of(Text(row[index], column)))
            .Append(TextWidth.Of(column.Name))
            .Max())];
        TableLayout layout = TableLayout.Fit(columns, natural, widthMax);
        WriteLine(layout, index => palette.Bold(Fit(TextWidth.Printable(columns[index].Name), columns, layout, index)));
        WriteLine(layout, index => palette.Dim(new string('─', layout.Widths[index])));
        WriteRows(columns, layout, sample);
        return layout;
    }

    private void WriteRows(IReadOnlyList<OutputColumn> columns, TableLayout layout, IReadOnlyList<object?[]> rows)
    {
        foreach (object?[] row in rows)
        {
            WriteLine(layout, index =>
            {
                string fitted = Fit(Text(row[index], columns[index]), columns, layout, index);
                return row[index] is null ? palette.Dim(fitted) : fitted;
            });
        }
    }

    private void WriteLine(TableLayout layout, Func<int, string> cell)
    {
        string gap = new(' ', TableLayout.Gap);
        string line = string.Join(gap, Enumerable.Range(0, layout.Widths.Count).Select(cell));
        output.WriteLine(line.TrimEnd(' '));
    }

    private static string Fit(string text, IReadOnlyList<OutputColumn> columns, TableLayout layout, int index) =>
        TextWidth.Fit(text, layout.Widths[index], columns[index].IsRightAligned);

    private static string Text(object? value, OutputColumn column) =>
        TextWidth.Printable(ValueText.ForPeople(value, column.Kind) ?? NullText);
}
