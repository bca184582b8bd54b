namespace Tarn.Cli.Output;

internal enum OutputFormat
{
    /// <summary>A table for people on a terminal, tab-separated values in a pipe.</summary>
    Auto,
    Table,
    Json,
    JsonLines,
    Csv,
    Markdown,

    /// <summary>A file; only queries have it.</summary>
    Parquet,
}
