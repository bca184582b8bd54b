namespace Tarn.Catalog;

/// <summary>What the files of a raw table are.</summary>
public enum FileTableFormat
{
    /// <summary>Parquet or CSV, as the extension of each says.</summary>
    ByExtension,

    /// <summary>One JSON object a line; plain, gzip or zstd as their first bytes say, whatever their names.</summary>
    Json,

    /// <summary>Text of which each line is a value of the only column; compressed as JSON may be.</summary>
    Lines,
}
