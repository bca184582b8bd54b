namespace Tarn.Cli.Output;

/// <summary>
/// A table for people: columns as wide as their values, texts cut with … where the terminal ends, numbers aligned to
/// the right. Widths come from the heading and the first rows, so that a result of any size can be shown as it comes.
/// </summary>
internal sealed class TableWriter(TextWriter output, Palette palette, int? widthMax) : IRowWriter
{
    private const int SampleRowsMax = 1000;

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
                WriteRows(rows, layout, batch);
                continue;
            }

            sample.AddRange(batch);
            if (sample.Count >= SampleRowsMax)
            {
                layout = WriteStart(rows, sample);
            }
        }

        layout ??= WriteStart(rows, sample);
        if (layout.ColumnsHidden > 0)
        {
            string hidden = string.Join(", ", rows.Columns.Skip(layout.Widths.Count).Select(column => column.Name));
            output.WriteLine(palette.Dim($"{TextWidth.Cut} no room for {hidden}; -o json shows all"));
        }

        return count;
    }

    private TableLayout WriteStart(OutputRows rows, List<object?[]> sample)
    {
        IReadOnlyList<OutputColumn> columns = rows.Columns;
        int[] natural = [.. columns.Select((column, index) => sample
            .Select(row => TextWidth.Of(Text(row[index], column, rows.NullText)))
            .Append(TextWidth.Of(column.Name))
            .Max())];
        TableLayout layout = TableLayout.Fit(columns, natural, widthMax);
        WriteLine(layout, index => palette.Bold(Fit(TextWidth.Printable(columns[index].Name), columns, layout, index)));
        WriteLine(layout, index => palette.Dim(new string('─', layout.Widths[index])));
        WriteRows(rows, layout, sample);
        return layout;
    }

    private void WriteRows(OutputRows rows, TableLayout layout, IReadOnlyList<object?[]> batch)
    {
        foreach (object?[] row in batch)
        {
            WriteLine(layout, index =>
            {
                string text = Text(row[index], rows.Columns[index], rows.NullText);
                string fitted = Fit(text, rows.Columns, layout, index);
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

    private static string Text(object? value, OutputColumn column, string nullText) =>
        TextWidth.Printable(ValueText.ForPeople(value, column.Kind) ?? nullText);
}
