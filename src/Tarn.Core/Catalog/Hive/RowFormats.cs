using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.Hive;

/// <summary>Finds the format of the catalog that a row format of Hive's means.</summary>
internal static class RowFormats
{
    private const char HiveDelimiter = '\u0001';

    /// <summary>Written by habit; for Tarn they change nothing.</summary>
    private static readonly string[] WithoutEffect =
    [
        "serialization.format", "line.delim", "case.insensitive", "ignore.malformed.json", "dots.in.keys", "paths",
        "use.null.for.invalid.data", "collection.delim", "mapkey.delim",
    ];

    /// <summary>The table as files of the format; columns get the names that they have in the files.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: Tarn does not read the format.</exception>
    public static TableEntry Apply(TableEntry entry, RowFormat row)
    {
        HiveFormat format = FormatOf(row);
        Dictionary<string, string> properties = row.Properties
            .Where(property => !WithoutEffect.Contains(property.Key))
            .ToDictionary();
        TableEntry applied = format == HiveFormat.Parquet ? WithFormat(entry, DataFormat.Parquet)
            : format == HiveFormat.Delimited ? WithCsv(entry, TakeDelimited(properties))
            : format == HiveFormat.QuotedCsv ? WithCsv(entry, TakeQuoted(properties))
            : format == HiveFormat.Grok ? WithGrok(entry, TakeGrok(properties))
            : format == HiveFormat.RegularExpression ? WithGrok(entry, TakeRegex(entry, properties))
            : WithNamesInFiles(WithFormat(entry, DataFormat.JsonLines), properties);
        return properties.Count == 0
            ? applied
            : throw Bad($"Tarn does not know the property '{properties.Keys.First()}' of '{format.Library}'");
    }

    private static HiveFormat FormatOf(RowFormat row)
    {
        if (row.Library is { } library)
        {
            return HiveFormat.All.FirstOrDefault(format => format.Library == library)
                ?? throw Bad($"Tarn does not read files with SerDe '{library}'");
        }

        return (row.StoredAs, row.Input) switch
        {
            ("PARQUET", _) => HiveFormat.Parquet,
            ("JSON" or "JSONFILE", _) => HiveFormat.Json,
            (null or "TEXTFILE", null) => HiveFormat.Delimited,
            (null, { } input) => HiveFormat.All.FirstOrDefault(format => format.Input == input)
                ?? throw Bad($"Tarn does not read files with input format '{input}'"),
            _ => throw Bad($"Tarn does not read files STORED AS {row.StoredAs}"),
        };
    }

    private static TableEntry WithFormat(TableEntry entry, DataFormat format) =>
        entry with { Storage = entry.Storage! with { Format = format } };

    private static TableEntry WithCsv(TableEntry entry, DelimitedFormat csv) =>
        entry with { Storage = entry.Storage! with { Format = DataFormat.Csv, Csv = csv } };

    private static TableEntry WithGrok(TableEntry entry, GrokFormat grok) =>
        entry with { Storage = entry.Storage! with { Format = DataFormat.Grok, Grok = grok } };

    private static TableEntry WithNamesInFiles(TableEntry entry, Dictionary<string, string> properties) => entry with
    {
        Columns =
        [
            .. entry.Columns.Select(column => column with
            {
                SourceName = Take(properties, HiveFormat.MappingPrefix + column.Name),
            }),
        ],
    };

    private static DelimitedFormat TakeDelimited(Dictionary<string, string> properties) => new()
    {
        Delimiter = TakeCharacter(properties, HiveFormat.FieldDelimiter) ?? HiveDelimiter,
        Quote = null,
        Escape = TakeCharacter(properties, HiveFormat.EscapeDelimiter),
        HasHeader = false,
        Encoding = TakeEncoding(properties),
        NullValues = [Take(properties, HiveFormat.NullFormat) ?? @"\N"],
    };

    private static DelimitedFormat TakeQuoted(Dictionary<string, string> properties) => new()
    {
        Delimiter = TakeCharacter(properties, HiveFormat.Separator) ?? ',',
        Quote = TakeCharacter(properties, HiveFormat.Quote) ?? '"',
        Escape = TakeCharacter(properties, HiveFormat.Escape),
        HasHeader = false,
        Encoding = TakeEncoding(properties),
        NullValues = Take(properties, HiveFormat.NullFormat) is { } text ? [text] : [],
    };

    private static GrokFormat TakeGrok(Dictionary<string, string> properties)
    {
        string pattern = Take(properties, HiveFormat.GrokPattern)
            ?? throw Bad($"a Grok table needs the SerDe property '{HiveFormat.GrokPattern}'");
        string custom = Take(properties, HiveFormat.GrokCustomPatterns) ?? "";
        return new GrokFormat(pattern)
        {
            CustomPatterns = custom
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(' ', 2))
                .ToDictionary(words => words[0], words => words.ElementAtOrDefault(1) ?? ""),
        };
    }

    private static GrokFormat TakeRegex(TableEntry entry, Dictionary<string, string> properties)
    {
        string expression = Take(properties, HiveFormat.Regex)
            ?? throw Bad($"a table of RegexSerDe needs the SerDe property '{HiveFormat.Regex}'");
        return RegexGroups.ToGrok(expression, [.. entry.Columns.Select(column => column.Name)]);
    }

    private static string TakeEncoding(Dictionary<string, string> properties)
    {
        string? encoding = Take(properties, HiveFormat.Encoding);
        return encoding?.ToUpperInvariant() switch
        {
            null or "UTF-8" or "UTF8" => "utf-8",
            "UTF-16" => "utf-16",
            "LATIN-1" or "ISO-8859-1" => "latin-1",
            _ => throw Bad($"'{HiveFormat.Encoding}' is '{encoding}'; expected utf-8, utf-16 or latin-1"),
        };
    }

    private static char? TakeCharacter(Dictionary<string, string> properties, string name) =>
        Take(properties, name) switch
        {
            null => null,
            { Length: 1 } text => text[0],
            string text => throw Bad($"'{name}' is '{text}'; expected one character"),
        };

    private static string? Take(Dictionary<string, string> properties, string name) =>
        properties.Remove(name, out string? value) ? value : null;

    private static TarnException Bad(string problem) => new(ErrorCodes.BadEntry, problem)
    {
        Hint = "Tarn reads Parquet, delimited text, OpenCSV, JSON lines, Grok and regular expressions",
    };
}
