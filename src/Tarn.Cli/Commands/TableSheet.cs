using Tarn.Catalog;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Jobs;
using Tarn.Tables;

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
        TableFacts facts = await TableFacts.ReadAsync(lake, table, cancellationToken);
        FactSheet sheet = new FactSheet()
            .Add("table", table.Name.ToString())
            .Add("kind", facts.Kind)
            .Add("description", table.Description)
            .Add("location", facts.Location)
            .Add("rows", facts.Rows, ColumnKind.Count)
            .Add("files", facts.Files, ColumnKind.Count)
            .Add("size", facts.SizeBytes, ColumnKind.Bytes)
            .Add("version", facts.Snapshot?.Version)
            .Add("changed", facts.Snapshot?.Timestamp, ColumnKind.Moment)
            .Add("partition_by", PartitionsOf(facts));
        ModelDefinition? model = lake.Definition.Models.FirstOrDefault(model => model.Table == table.Name);
        if (model is not null)
        {
            AddModel(sheet, model);
        }

        sheet.AddList("columns", ColumnColumns, Columns(facts));
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

    private static string? PartitionsOf(TableFacts facts) =>
        facts.Snapshot is { PartitionColumns.Count: > 0 } snapshot
            ? string.Join(", ", snapshot.PartitionColumns)
            : null;

    private static IEnumerable<object?[]> Columns(TableFacts facts)
    {
        if (facts.Snapshot is { } snapshot)
        {
            return snapshot.Fields.Select(field => Column(facts.Table, field));
        }

        return facts.Table is CatalogTable.Files files
            ? files.Definition.Columns.Select(column => new object?[]
            {
                column.Name, column.EngineType, true, column.Description,
            })
            : facts.Table.ColumnDescriptions.Select(column => new object?[] { column.Key, null, null, column.Value });
    }

    private static object?[] Column(CatalogTable table, TableField field) =>
        [field.Name, field.EngineType, field.Nullable, table.ColumnDescriptions.GetValueOrDefault(field.Name)];
}
