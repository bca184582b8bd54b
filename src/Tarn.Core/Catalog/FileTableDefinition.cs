using Tarn.Common;

namespace Tarn.Catalog;

/// <summary>
/// A raw table: files in place, as received. Columns are matched by name, ignoring case, file by file, so that
/// monthly files whose names and types drift read as one table.
/// </summary>
public sealed record FileTableDefinition
{
    public required TableName Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Bucket that holds the files.</summary>
    public required string Bucket { get; init; }

    /// <summary>
    /// Patterns of keys below the bucket; '*' stays inside a segment, '**' crosses them.
    /// The extension says the format (.parquet, .csv, .csv.gz, .tsv) unless <see cref="Format"/> does.
    /// </summary>
    public required IReadOnlyList<string> Files { get; init; }

    public required IReadOnlyList<FileColumn> Columns { get; init; }

    /// <summary>For <see cref="FileTableFormat.Lines"/> there is one column of type VARCHAR.</summary>
    public FileTableFormat Format { get; init; }

    public CsvFormat Csv { get; init; } = new();

    public required SourceLocation Location { get; init; }
}
