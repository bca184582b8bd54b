namespace Tarn.Cli.Output;

/// <summary>The value of <c>-o</c>: a format, and for Parquet the file to write.</summary>
internal sealed record OutputTarget(OutputFormat Format, string? Path = null)
{
    private const string ParquetPrefix = "parquet:";

    public static readonly OutputTarget Auto = new(OutputFormat.Auto);

    public static IReadOnlyList<string> Names { get; } = ["table", "json", "jsonl", "csv", "markdown"];

    /// <summary>The target, or null when the text names none.</summary>
    public static OutputTarget? TryParse(string text) => text switch
    {
        "table" => new(OutputFormat.Table),
        "json" => new(OutputFormat.Json),
        "jsonl" => new(OutputFormat.JsonLines),
        "csv" => new(OutputFormat.Csv),
        "markdown" => new(OutputFormat.Markdown),
        _ when text.StartsWith(ParquetPrefix, StringComparison.Ordinal) && text.Length > ParquetPrefix.Length =>
            new(OutputFormat.Parquet, text[ParquetPrefix.Length..]),
        _ => null,
    };

    /// <summary>
    /// Joins <c>-o parquet FILE</c>, which people type, into the one value that options can have.
    /// </summary>
    public static IReadOnlyList<string> JoinParquetFile(IReadOnlyList<string> arguments)
    {
        List<string> joined = new(arguments.Count);
        for (int i = 0; i < arguments.Count; i++)
        {
            bool isParquet = arguments[i] == "parquet" && i > 0 && arguments[i - 1] is "-o" or "--output";
            if (arguments[i] == "--")
            {
                return [.. joined, .. arguments.Skip(i)];
            }

            bool hasFile = isParquet && i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-');
            joined.Add(hasFile ? ParquetPrefix + arguments[++i] : arguments[i]);
        }

        return joined;
    }
}
