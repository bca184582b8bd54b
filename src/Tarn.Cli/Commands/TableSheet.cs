using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs;
using Tarn.Storage.Encryption;

namespace Tarn.Cli.Commands;

/// <summary>A table described, with the model that fills it.</summary>
internal static class TableSheet
{
    private static readonly OutputColumn[] ColumnColumns =
        [new("column"), new("type"), new("nullable"), new("description")];

    private static readonly OutputColumn[] CheckColumns = [new("check"), new("on_fail"), new("place")];

    public static async Task<FactSheet> CreateAsync(
        LakeHost lake, CatalogTable table, CancellationToken cancellationToken)
    {
        TableDescription description = await lake.Descriptions.DescribeAsync(table.Name, cancellationToken);
        TableSummary summary = description.Summary;
        FactSheet sheet = new FactSheet()
            .Add("table", summary.Name.ToString())
            .Add("kind", Words.Of(summary.Kind))
            .Add("description", summary.Description)
            .Add("location", summary.Location)
            .Add("rows", summary.Rows, ColumnKind.Count)
            .Add("files", summary.Files, ColumnKind.Count)
            .Add("size", summary.SizeBytes, ColumnKind.Bytes)
            .Add("version", summary.Version)
            .Add("changed", summary.ChangedAt, ColumnKind.Moment)
            .Add("partition_by", PartitionsOf(summary))
            .Add("encryption", (await EncryptionOfAsync(lake, table, cancellationToken))?.ToString());
        ModelDefinition? model = lake.Definition.Models.FirstOrDefault(model => model.Table == table.Name);
        if (model is not null)
        {
            AddModel(sheet, model);
        }

        sheet.AddList("columns", ColumnColumns, description.Columns.Select(column =>
            new object?[] { column.Name, column.Type, column.Nullable, column.Description }));
        return model is null ? sheet : sheet.AddList("checks", CheckColumns, model.Checks.Select(check =>
            new object?[] { check.Name, Words.Of(check.OnFail), check.Location.ToString() }));
    }

    private static void AddModel(FactSheet sheet, ModelDefinition model) => sheet
        .Add("job", model.Job)
        .Add("materialized", Words.Of(model.Materialized))
        .Add("strategy", DefinitionTables.StrategyOf(model))
        .Add("reads", string.Join(", ", model.Inputs))
        .Add("bookmark", model.Bookmark?.ToString())
        .Add("file", model.SqlStart.File);

    /// <summary>Of what is put among the table's files from now on; what is there may be as it was put.</summary>
    private static async Task<EncryptionRule?> EncryptionOfAsync(
        LakeHost lake, CatalogTable table, CancellationToken cancellationToken)
    {
        string? bucket = table switch
        {
            CatalogTable.Files files => files.Definition.Bucket,
            CatalogTable.External external => external.Described.Storage!.Bucket,
            _ => null,
        };
        return bucket is null ? null : await lake.Keys.Defaults.OfAsync(bucket, cancellationToken);
    }

    private static string? PartitionsOf(TableSummary table) =>
        table.PartitionColumns.Count > 0 ? string.Join(", ", table.PartitionColumns) : null;
}
