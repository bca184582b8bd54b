namespace Tarn.Queries.Statements.Writing;

/// <summary>How statements name the ways in which files are compressed.</summary>
internal static class TextCompression
{
    public const string None = "NONE";
    public const string Gzip = "GZIP";
    public const string Zstandard = "ZSTD";

    /// <summary>As the engine says it for Parquet; for text, <see cref="None"/> is <c>none</c>.</summary>
    public static string EngineName(string compression) =>
        compression == None ? "uncompressed" : compression.ToLowerInvariant();

    /// <summary>Ending of the names of text files, with its dot; empty for none.</summary>
    public static string Suffix(string compression) => compression switch
    {
        Gzip => ".gz",
        Zstandard => ".zst",
        _ => "",
    };

    /// <summary>What the end of a file's name says about it.</summary>
    public static string Of(string name) =>
        name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? Gzip
        : name.EndsWith(".zst", StringComparison.OrdinalIgnoreCase) ? Zstandard
        : None;
}
