namespace Tarn.Catalog.Files;

/// <summary>What a raw table's file is, judged by its name unless its table says it.</summary>
internal enum FileFormat
{
    Parquet,
    Csv,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}
