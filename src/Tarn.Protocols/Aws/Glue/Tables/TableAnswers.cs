using System.Text.Json;
using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Protocols.Aws.Wire;
using Tarn.Queries;

namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>Tables of the lake as clients get them.</summary>
/// <param name="tables">Describes them.</param>
internal sealed class TableAnswers(HiveTables tables)
{
    /// <summary>
    /// A table that is as a client described it is given back so. Of one that something else has changed since, what
    /// the catalog knows comes before what the client said.
    /// </summary>
    public async Task<TableAnswer> AnswerAsync(CatalogTable table, CancellationToken cancellationToken) =>
        table.Entry is { } entry
            ? AnswerOf(entry)
            : InputOf(await tables.DescribeAsync(table, cancellationToken)) with
            {
                DatabaseName = table.Name.Database,
                CatalogId = AwsAccount.Id,
                CreatedBy = "tarn",
            };

    /// <summary>One version of a table that is an entry.</summary>
    public static TableAnswer AnswerOf(TableEntry entry)
    {
        TableInput? said = SaidOf(entry);
        TableAnswer answer = said is not null && IsAsSaid(entry, said)
            ? Copy(said)
            : WithRest(InputOf(HiveTable.Of(entry)), said);
        return answer with
        {
            Name = entry.Name.Table,
            DatabaseName = entry.Name.Database,
            CreateTime = entry.CreatedAt,
            UpdateTime = entry.UpdatedAt,
            CreatedBy = entry.ChangedBy,
            CatalogId = AwsAccount.Id,
            VersionId = FormattableString.Invariant($"{entry.Version}"),
        };
    }

    private static TableInput? SaidOf(TableEntry entry) => entry.Details is { } details
        ? JsonSerializer.Deserialize(details, GlueJson.Default.TableInput)
        : null;

    private static bool IsAsSaid(TableEntry entry, TableInput said) =>
        TableInputs.HiveOf(entry.Name, said).ToEntry().SaysTheSameAs(entry with
        {
            Tags = new Dictionary<string, string>(),
            IsDeprecated = false,
        });

    private static TableAnswer Copy(TableInput said) => new()
    {
        Description = said.Description,
        Owner = said.Owner,
        LastAccessTime = said.LastAccessTime,
        LastAnalyzedTime = said.LastAnalyzedTime,
        Retention = said.Retention ?? 0,
        StorageDescriptor = said.StorageDescriptor,
        PartitionKeys = said.PartitionKeys ?? [],
        ViewOriginalText = said.ViewOriginalText,
        ViewExpandedText = said.ViewExpandedText,
        TableType = said.TableType,
        Parameters = said.Parameters,
        TargetTable = said.TargetTable,
        ViewDefinition = said.ViewDefinition,
    };

    private static TableAnswer WithRest(TableAnswer answer, TableInput? said)
    {
        if (said is null)
        {
            return answer;
        }

        StorageDescriptor? storage = said.StorageDescriptor;
        return answer with
        {
            LastAccessTime = said.LastAccessTime,
            LastAnalyzedTime = said.LastAnalyzedTime,
            Retention = said.Retention ?? 0,
            TableType = said.TableType ?? answer.TableType,
            TargetTable = said.TargetTable,
            StorageDescriptor = storage is null ? answer.StorageDescriptor : answer.StorageDescriptor! with
            {
                Compressed = storage.Compressed,
                NumberOfBuckets = storage.NumberOfBuckets,
                BucketColumns = storage.BucketColumns,
                SortColumns = storage.SortColumns,
                Parameters = storage.Parameters,
                SkewedInfo = storage.SkewedInfo,
                StoredAsSubDirectories = storage.StoredAsSubDirectories,
                SerdeInfo = answer.StorageDescriptor!.SerdeInfo! with { Name = storage.SerdeInfo?.Name },
            },
        };
    }

    private static TableAnswer InputOf(HiveTable table)
    {
        Column[] columns = [.. table.Columns.Select(ColumnOf)];
        bool isView = table.ViewSql is not null;
        return DeltaMarks.Put(new TableAnswer
        {
            Name = table.Name.Table,
            Description = table.Description,
            Owner = table.Owner,
            Retention = 0,
            StorageDescriptor = new StorageDescriptor
            {
                Columns = columns,
                Location = table.Location ?? "",
                InputFormat = table.Input,
                OutputFormat = table.Output,
                Compressed = false,
                NumberOfBuckets = isView ? 0 : -1,
                SerdeInfo = new SerdeInfo
                {
                    SerializationLibrary = table.Library,
                    Parameters = table.LibraryProperties,
                },
                StoredAsSubDirectories = false,
            },
            PartitionKeys = [.. table.PartitionKeys.Select(ColumnOf)],
            TableType = isView ? "VIRTUAL_VIEW" : "EXTERNAL_TABLE",
            ViewOriginalText = isView ? PrestoView.TextOf(table.ViewSql!, table.Name.Database, columns) : null,
            ViewExpandedText = isView ? PrestoView.ExpandedText : null,
            Parameters = isView
                ? new Dictionary<string, string>(table.Properties) { ["presto_view"] = "true" }
                : table.Properties,
        });
    }

    private static Column ColumnOf(ColumnEntry column) =>
        new() { Name = column.Name, Type = column.Type, Comment = column.Comment };
}
