using System.Globalization;

namespace Tarn.Cli.Output;

/// <summary>One thing described: named facts, and lists that belong to it.</summary>
internal sealed class FactSheet
{
    private readonly List<(OutputColumn Label, object? Value)> _facts = [];
    private readonly List<(string Title, OutputRows Rows)> _lists = [];

    public FactSheet Add(string label, object? value, ColumnKind kind = ColumnKind.Text)
    {
        _facts.Add((new OutputColumn(label, kind), value));
        return this;
    }

    public FactSheet AddList(string title, IReadOnlyList<OutputColumn> columns, IEnumerable<object?[]> rows)
    {
        _lists.Add((title, OutputRows.Of(columns, rows)));
        return this;
    }

    /// <summary>For people: a line for each fact that is known, then the lists as tables.</summary>
    public async Task WriteTextAsync(
        TextWriter output, Palette palette, Func<IRowWriter> createWriter, CancellationToken cancellationToken)
    {
        int width = _facts.Max(fact => fact.Label.Name.Length);
        foreach ((OutputColumn label, object? value) in _facts.Where(fact => fact.Value is not null))
        {
            string text = TextWidth.Printable(ValueText.ForPeople(value, label.Kind) ?? "");
            output.WriteLine($"{palette.Dim(label.Name.PadRight(width))}  {text}");
        }

        foreach ((string title, OutputRows rows) in _lists)
        {
            output.WriteLine();
            output.WriteLine(palette.Bold(title));
            await createWriter().WriteAsync(rows, cancellationToken);
        }
    }

    /// <summary>One object: facts by name, lists as arrays of objects.</summary>
    public async Task WriteJsonAsync(TextWriter output, CancellationToken cancellationToken)
    {
        output.Write("{\n  \"schema_version\": " + JsonWriter.SchemaVersion.ToString(CultureInfo.InvariantCulture));
        foreach ((OutputColumn label, object? value) in _facts)
        {
            output.Write($",\n  {Key(label.Name)}: {JsonValues.ToJson(value)}");
        }

        foreach ((string title, OutputRows rows) in _lists)
        {
            using JsonRowText text = new(rows.Columns);
            List<string> lines = [];
            await foreach (IReadOnlyList<object?[]> batch in rows.Batches.WithCancellation(cancellationToken))
            {
                lines.AddRange(batch.Select(text.Of));
            }

            string items = lines.Count == 0 ? "[]" : $"[\n    {string.Join(",\n    ", lines)}\n  ]";
            output.Write($",\n  {Key(title)}: {items}");
        }

        output.Write("\n}\n");
    }

    private static string Key(string name) => JsonValues.ToJson(name.Replace(' ', '_'));
}
