namespace Tarn.Catalog.Files;

/// <summary>What a raw table's file is, judged by its name unless the table says.</summary>
internal enum FileFormat
{
    Parquet,
    Csv,

    /// <summary>JSON or text line by line.</summary>
    Lines,
}
