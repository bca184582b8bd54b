namespace Tarn.Sources.Generation;

/// <summary>How a generated trip file is written.</summary>
public enum TaxiFileFormat
{
    /// <summary>Snappy Parquet with the columns and types of the official file.</summary>
    Parquet,

    /// <summary>The same columns as CSV with a header.</summary>
    Csv,
}
