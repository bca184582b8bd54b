using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Updating;

/// <summary>The entry of the catalog that a plan asks for.</summary>
internal static class EntryPlan
{
    /// <summary>Glue's parameter for the format.</summary>
    public const string ClassificationProperty = "classification";

    public static string ChangedBy(string crawler) => $"crawler:{crawler}";

    /// <summary>The table anew, with what people wrote about an existing one.</summary>
    public static TableEntry Build(
        TableName name, TablePlan plan, FileSchema schema, string crawler, TableEntry? existing)
    {
        IReadOnlyList<ColumnEntry> keys = ColumnPlan.Keys(plan.PartitionKeys, existing);
        Dictionary<string, string> properties = new(existing?.Properties ?? new Dictionary<string, string>())
        {
            [CrawlerDefinition.TableProperty] = crawler,
            [ClassificationProperty] = Classification(schema),
        };
        return new TableEntry
        {
            Name = name,
            Kind = schema.IsDelta ? EntryKind.Delta : EntryKind.External,
            Description = existing?.Description,
            Owner = existing?.Owner,
            Tags = existing?.Tags ?? new Dictionary<string, string>(),
            Properties = properties,
            Columns = ColumnPlan.Columns(schema.Columns, keys, existing),
            PartitionKeys = keys,
            Storage = new StorageEntry
            {
                Bucket = plan.Bucket,
                Prefix = plan.Prefix,
                Format = schema.IsDelta ? null : schema.Format,
                Csv = schema.Csv,
                Grok = schema.Grok,
                Suffixes = plan.Suffixes,
                Exclusions = plan.Exclusions,
            },
            CreatedAt = existing?.CreatedAt ?? default,
            UpdatedAt = existing?.UpdatedAt ?? default,
            ChangedBy = ChangedBy(crawler),
        };
    }

    /// <summary>The existing table with the columns of the other that it lacks.</summary>
    public static TableEntry WithAddedColumns(TableEntry existing, TableEntry wanted)
    {
        HashSet<string> known = existing.Columns.Concat(existing.PartitionKeys)
            .Select(column => column.Name)
            .ToHashSet(StringComparer.Ordinal);
        return existing with
        {
            Columns = [.. existing.Columns, .. wanted.Columns.Where(column => !known.Contains(column.Name))],
            Properties = wanted.Properties,
            Storage = existing.Storage! with
            {
                Suffixes = wanted.Storage!.Suffixes,
                Exclusions = wanted.Storage.Exclusions,
            },
            IsDeprecated = false,
            ChangedBy = wanted.ChangedBy,
        };
    }

    private static string Classification(FileSchema schema) => schema.IsDelta ? "delta" : schema.Format switch
    {
        DataFormat.Parquet => "parquet",
        DataFormat.Csv => "csv",
        DataFormat.Grok => "grokLog",
        _ => "json",
    };
}
