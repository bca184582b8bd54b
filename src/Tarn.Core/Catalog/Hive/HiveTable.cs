using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.Hive;

/// <summary>
/// A table as Hive's metastore, and Glue after it, describes one: where its files are and which classes read them.
/// </summary>
public sealed record HiveTable
{
    private const string SparkProvider = "spark.sql.sources.provider";

    public required TableName Name { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    public IReadOnlyList<ColumnEntry> Columns { get; init; } = [];

    public IReadOnlyList<ColumnEntry> PartitionKeys { get; init; } = [];

    /// <summary>As <c>s3://bucket/prefix/</c>; null for a view.</summary>
    public string? Location { get; init; }

    /// <summary>Class of the SerDe; null when none is named.</summary>
    public string? Library { get; init; }

    public IReadOnlyDictionary<string, string> LibraryProperties { get; init; } = new Dictionary<string, string>();

    /// <summary>Class of the input format.</summary>
    public string? Input { get; init; }

    /// <summary>Class of the output format.</summary>
    public string? Output { get; init; }

    /// <summary>Of the table: <c>classification</c>, <c>skip.header.line.count</c>, ….</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    /// <summary>The SELECT of a view.</summary>
    public string? ViewSql { get; init; }

    /// <summary>How an entry of the catalog looks to Hive.</summary>
    public static HiveTable Of(TableEntry entry)
    {
        HiveTable table = new()
        {
            Name = entry.Name,
            Description = entry.Description,
            Owner = entry.Owner,
            Columns = entry.Columns,
            PartitionKeys = entry.PartitionKeys,
            Properties = entry.Properties,
            ViewSql = entry.ViewSql,
        };
        if (entry.Storage is not { } storage)
        {
            return table;
        }

        HiveFormat format = HiveFormat.Of(storage);
        Dictionary<string, string> names = entry.Columns
            .Where(column => column.SourceName is not null)
            .ToDictionary(column => HiveFormat.MappingPrefix + column.Name, column => column.SourceName!);
        return table with
        {
            Location = new StoragePlace(storage.Bucket, storage.Prefix).ToString(),
            Library = format.Library,
            LibraryProperties = With(format.Properties, names),
            Input = format.Input,
            Output = format.Output,
            Properties = With(
                entry.Properties, entry.Kind == EntryKind.Delta ? HiveTableProperties.Delta : format.TableProperties),
        };
    }

    /// <summary>The entry that the catalog is to have; its times are not set.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: Tarn has no such tables; the message says why.</exception>
    public TableEntry ToEntry()
    {
        TableEntry entry = new()
        {
            Name = Name,
            Kind = EntryKind.View,
            Description = Description,
            Owner = Owner,
            Columns = Columns,
            CreatedAt = default,
            UpdatedAt = default,
        };
        if (ViewSql is not null)
        {
            return entry with { ViewSql = ViewSql, Properties = Properties };
        }

        StoragePlace place = StoragePlace.TryParse(Location ?? "") ?? throw new TarnException(
            ErrorCodes.BadEntry, $"table '{Name}' has the location '{Location}'; expected s3://BUCKET/PREFIX/");
        bool isDelta = HiveTableProperties.SayDelta(Properties)
            || string.Equals(Properties.GetValueOrDefault(SparkProvider), "delta", StringComparison.OrdinalIgnoreCase);
        entry = entry with
        {
            Kind = isDelta ? EntryKind.Delta : EntryKind.External,
            PartitionKeys = isDelta ? [] : PartitionKeys,
            Storage = new StorageEntry { Bucket = place.Bucket, Prefix = place.Prefix },
        };
        RowFormat row = new() { Library = Library, Input = Input, Properties = LibraryProperties };
        return HiveTableProperties.Apply(isDelta ? entry : RowFormats.Apply(entry, row), Properties);
    }

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> properties, IReadOnlyDictionary<string, string> further)
    {
        Dictionary<string, string> all = properties.ToDictionary();
        foreach ((string name, string value) in further)
        {
            all[name] = value;
        }

        return all;
    }
}
