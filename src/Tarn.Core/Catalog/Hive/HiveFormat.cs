using Tarn.Catalog.Entries;

namespace Tarn.Catalog.Hive;

/// <summary>How Hive says the way in which files are written.</summary>
/// <param name="Library">Class of the SerDe.</param>
/// <param name="Input">Class of the input format.</param>
/// <param name="Output">Class of the output format.</param>
internal sealed record HiveFormat(string Library, string Input, string Output)
{
    /// <summary>Property of JSON's SerDe for the name in the files of a column.</summary>
    public const string MappingPrefix = "mapping.";

    public const string FieldDelimiter = "field.delim";
    public const string EscapeDelimiter = "escape.delim";
    public const string NullFormat = "serialization.null.format";
    public const string Encoding = "serialization.encoding";
    public const string Separator = "separatorChar";
    public const string Quote = "quoteChar";
    public const string Escape = "escapeChar";
    public const string GrokPattern = "input.format";
    public const string GrokCustomPatterns = "input.grokCustomPatterns";
    public const string Regex = "input.regex";

    public static readonly HiveFormat Parquet = new(
        "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat");

    public static readonly HiveFormat Delimited = OfText("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe");

    public static readonly HiveFormat QuotedCsv = OfText("org.apache.hadoop.hive.serde2.OpenCSVSerde");

    public static readonly HiveFormat Json = OfText("org.openx.data.jsonserde.JsonSerDe");

    public static readonly HiveFormat HiveJson = OfText("org.apache.hive.hcatalog.data.JsonSerDe");

    public static readonly HiveFormat Grok = OfText("com.amazonaws.glue.serde.GrokSerDe");

    public static readonly HiveFormat RegularExpression = OfText("org.apache.hadoop.hive.serde2.RegexSerDe");

    /// <summary>Those that Tarn reads.</summary>
    public static readonly IReadOnlyList<HiveFormat> All =
        [Parquet, Delimited, QuotedCsv, Json, HiveJson, Grok, RegularExpression];

    /// <summary>Of the SerDe.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>Of the table, such as <c>skip.header.line.count</c>.</summary>
    public IReadOnlyDictionary<string, string> TableProperties { get; init; } = new Dictionary<string, string>();

    public static HiveFormat Of(StorageEntry storage) => storage.Format switch
    {
        DataFormat.Csv => OfCsv(storage.Csv ?? new DelimitedFormat()),
        DataFormat.JsonLines => Json,
        DataFormat.JsonArray => Json with
        {
            TableProperties = new Dictionary<string, string> { [HiveTableProperties.JsonArray] = "true" },
        },
        DataFormat.Grok => Grok with { Properties = PropertiesOf(storage.Grok!) },
        _ => Parquet,
    };

    private static HiveFormat OfText(string library) => new(
        library,
        "org.apache.hadoop.mapred.TextInputFormat",
        "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat");

    private static HiveFormat OfCsv(DelimitedFormat csv)
    {
        Dictionary<string, string> properties = [];
        properties[csv.Quote is null ? FieldDelimiter : Separator] = csv.Delimiter.ToString();
        if (csv.Quote is { } quote)
        {
            properties[Quote] = quote.ToString();
        }

        if (csv.Escape is { } escape)
        {
            properties[csv.Quote is null ? EscapeDelimiter : Escape] = escape.ToString();
        }

        if (csv.NullValues.Count > 0)
        {
            properties[NullFormat] = csv.NullValues[0];
        }

        if (csv.Encoding != "utf-8")
        {
            properties[Encoding] = csv.Encoding;
        }

        Dictionary<string, string> tableProperties = [];
        if (csv.HasHeader)
        {
            tableProperties[HiveTableProperties.SkippedHeaderLines] = "1";
            if (!csv.IsHeaderSkipped)
            {
                tableProperties[HiveTableProperties.ColumnsByHeader] = "true";
            }
        }

        return (csv.Quote is null ? Delimited : QuotedCsv) with
        {
            Properties = properties,
            TableProperties = tableProperties,
        };
    }

    private static Dictionary<string, string> PropertiesOf(GrokFormat grok)
    {
        Dictionary<string, string> properties = new() { [GrokPattern] = grok.Pattern };
        if (grok.CustomPatterns.Count > 0)
        {
            properties[GrokCustomPatterns] = string.Join(
                '\n', grok.CustomPatterns.Select(pattern => $"{pattern.Key} {pattern.Value}"));
        }

        return properties;
    }
}
