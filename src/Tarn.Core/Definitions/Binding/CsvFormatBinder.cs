using Tarn.Catalog;

namespace Tarn.Definitions.Binding;

/// <summary>The <c>csv:</c> block of a raw table.</summary>
internal sealed class CsvFormatBinder(BindingContext context)
{
    private static readonly (string, bool)[] Encodings = [("utf-8", true), ("utf-16", true), ("latin-1", true)];

    public CsvFormat Bind(MapReader table)
    {
        if (table.Map("csv") is not { } map)
        {
            return new CsvFormat();
        }

        CsvFormat defaults = new();
        MapReader reader = new(map, context, "csv", table.Place("csv"));
        string? delimiter = Character(reader, "delimiter");
        string quote = Character(reader, "quote") ?? defaults.Quote;
        bool hasEncoding = reader.Word("encoding", Encodings) is not null;
        string encoding = hasEncoding ? reader.Text("encoding")!.Value : defaults.Encoding;
        string[] nullValues = [.. reader.Texts("null_values").Select(value => value.Value)];
        reader.RefuseUnknownKeys();
        if (delimiter == quote)
        {
            context.BadValue(reader.Place("delimiter"), "delimiter and quote are the same character", "choose another");
        }

        return new CsvFormat { Delimiter = delimiter, Quote = quote, Encoding = encoding, NullValues = nullValues };
    }

    private string? Character(MapReader reader, string key)
    {
        if (reader.Text(key) is not { } scalar)
        {
            return null;
        }

        if (scalar.Value.Length == 1 && scalar.Value[0] is not ('\r' or '\n'))
        {
            return scalar.Value;
        }

        context.BadValue(
            scalar.Location,
            $"{key} is '{Shown.Text(scalar.Value)}'",
            "expected one character",
            "a tab is written \"\\t\", with double quotes");
        return null;
    }
}
