namespace Tarn.Catalog.Files;

/// <summary>What a raw table's file is, judged by its name.</summary>
internal enum FileFormat
{
    Parquet,
    Csv,
}
