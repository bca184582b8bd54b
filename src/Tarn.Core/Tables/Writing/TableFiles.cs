using System.Globalization;
using Tarn.Tables.Partitions;
using Tarn.Tables.Schema;
using Tarn.Tables.Statistics;

namespace Tarn.Tables.Writing;

/// <summary>What files that COPY made are to be called in a table, and what to say about them in its log.</summary>
internal sealed class TableFiles(
    IReadOnlyList<TableField> fields, IReadOnlyList<string> partitionColumns, string filePrefix)
{
    private readonly Dictionary<string, DeltaType> _partitionTypes = fields
        .Where(field => partitionColumns.Contains(field.Name))
        .ToDictionary(field => field.Name, field => StoredTypeText.Parse(field.EngineType));

    private readonly List<TableField> _storedFields = [.. fields.Where(field =>
        !partitionColumns.Contains(field.Name))];

    private readonly Dictionary<string, string?> _tags = new()
    {
        [SchemaTag.Key] = SchemaTag.Of(fields.Where(field => !partitionColumns.Contains(field.Name))),
    };

    public bool HasFloats { get; } = fields.Any(field => HasFloat(StoredTypeText.Parse(field.EngineType)));

    public string Directory(CopyFile file) => HivePath.Directory(partitionColumns, PartitionValues(file));

    public WrittenFile Describe(CopyFile file, string directory, int index, IReadOnlySet<string> columnsWithNaN)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"part-{index:D5}-{filePrefix}.snappy.parquet");
        DateTimeOffset modified = new(File.GetLastWriteTimeUtc(file.LocalPath), TimeSpan.Zero);
        return new WrittenFile(file.LocalPath, new DataFile
        {
            Path = directory + name,
            PartitionValues = PartitionValues(file),
            SizeBytes = file.SizeBytes,
            ModifiedUnixMs = modified.ToUnixTimeMilliseconds(),
            Statistics = FileStatistics.Of(file, _storedFields, columnsWithNaN),
            Tracking = new FileTracking { Tags = _tags },
        });
    }

    private Dictionary<string, string?> PartitionValues(CopyFile file) => partitionColumns.ToDictionary(
        column => column,
        column => PartitionValue.FromEngine(PartitionKey(file, column), column, _partitionTypes[column]));

    /// <summary>DuckDB reports columns with the letter case of the query, which may differ from the table's.</summary>
    private static string? PartitionKey(CopyFile file, string column) =>
        file.PartitionKeys.Single(key => key.Key.Equals(column, StringComparison.OrdinalIgnoreCase)).Value;

    private static bool HasFloat(DeltaType type) => type switch
    {
        DeltaType.Primitive { Name: "float" or "double" } => true,
        DeltaType.Struct structure => structure.Fields.Any(field => HasFloat(field.Type)),
        _ => false,
    };
}
