using Tarn.Engine;

namespace Tarn.Queries.Statements;

/// <summary>How the rows of a query are written to a file.</summary>
/// <param name="Name">One of <see cref="Names"/>.</param>
/// <param name="Compression">One of <see cref="CompressionsOf"/>.</param>
/// <param name="Delimiter">Of text; null is a comma for CSV, and \u0001 for TEXTFILE.</param>
public sealed record ResultFormat(string Name, string Compression, string? Delimiter)
{
    public const string Parquet = "PARQUET";
    public const string DefaultCompression = "GZIP";

    private const string Uncompressed = "NONE";

    public static IReadOnlyList<string> Names { get; } = [Parquet, "CSV", "TEXTFILE", "JSON"];

    public static IReadOnlyList<string> CompressionsOf(string format) => format == Parquet
        ? [DefaultCompression, "SNAPPY", "ZSTD", Uncompressed]
        : [DefaultCompression, "ZSTD", Uncompressed];

    /// <summary>Ending of the file's name, with its dot.</summary>
    public string Suffix => Name switch
    {
        Parquet => ".parquet",
        "JSON" => ".json" + CompressionSuffix,
        _ => ".csv" + CompressionSuffix,
    };

    /// <summary>What the engine is told behind the file's path.</summary>
    public string Options
    {
        get
        {
            string codec = Compression == Uncompressed ? "uncompressed" : Compression.ToLowerInvariant();
            string textCodec = Compression == Uncompressed ? "none" : codec;
            string delimiter = SqlText.Literal(Delimiter ?? (Name == "CSV" ? "," : "\u0001"));
            return Name switch
            {
                Parquet => $"(FORMAT parquet, COMPRESSION {codec})",
                "JSON" => $"(FORMAT json, COMPRESSION {textCodec})",
                "CSV" => $"(FORMAT csv, HEADER false, DELIM {delimiter}, COMPRESSION {textCodec})",
                _ => $"(FORMAT csv, HEADER false, DELIM {delimiter}, QUOTE '', ESCAPE '', NULLSTR '\\N',"
                    + $" COMPRESSION {textCodec})",
            };
        }
    }

    private string CompressionSuffix => Compression switch
    {
        DefaultCompression => ".gz",
        "ZSTD" => ".zst",
        _ => "",
    };
}
