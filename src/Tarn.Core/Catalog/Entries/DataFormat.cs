namespace Tarn.Catalog.Entries;

/// <summary>
/// How the files of an external table are written. Each may be compressed by gzip or zstd as a whole.
/// </summary>
public enum DataFormat
{
    Parquet,

    /// <summary>Fields between delimiters; also TSV and the like.</summary>
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>One JSON array of objects a file.</summary>
    JsonArray,

    /// <summary>Lines that a grok pattern takes apart, such as web server logs.</summary>
    Grok,
}
