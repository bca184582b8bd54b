using Tarn.Catalog;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Sources;

namespace Tarn.Definitions;

/// <summary>The tables that definitions give a lake.</summary>
public static class CatalogTables
{
    /// <summary>
    /// Raw tables, a table or view for each model, a table for each table of a source, and a quarantine for each that
    /// may need one.
    /// </summary>
    public static IEnumerable<CatalogTable> Of(LakeDefinition lake)
    {
        Dictionary<string, string> buckets = lake.Zones.ToDictionary(zone => zone.Name, zone => zone.Bucket);
        foreach (FileTableDefinition table in lake.FileTables)
        {
            yield return new CatalogTable.Files(table)
            {
                Name = table.Name,
                Description = table.Description,
                ColumnDescriptions = table.Columns.Where(column => column.Description is not null)
                    .ToDictionary(column => column.Name, column => column.Description!),
            };
        }

        foreach (SourceDefinition source in lake.Sources)
        {
            foreach (SourceTable table in source.Tables)
            {
                string bucket = buckets[table.Into.Database];
                yield return new CatalogTable.Managed(bucket, table.Into.Table)
                {
                    Name = table.Into,
                    Description = $"{table.Name} of source {source.Name}",
                    IsRebuilt = table.Strategy == SourceStrategy.Overwrite,
                };
                if (table.OnSchemaChange == SchemaChange.Quarantine)
                {
                    yield return QuarantineOf(table.Into, bucket, $"Rows of {table.Name} that do not fit {table.Into}");
                }
            }
        }

        foreach (ModelDefinition model in lake.Models)
        {
            string bucket = buckets[model.Table.Database];
            if (model.Materialized == Materialization.View)
            {
                yield return new CatalogTable.View(model.Sql, model.Inputs, model.WrittenIn)
                {
                    Name = model.Table,
                    Description = model.Description,
                    ColumnDescriptions = model.Columns,
                };
                continue;
            }

            yield return new CatalogTable.Managed(bucket, model.Table.Table)
            {
                Name = model.Table,
                Description = model.Description,
                ColumnDescriptions = model.Columns,
                IsRebuilt = model.Materialized == Materialization.Table,
            };
            yield return QuarantineOf(model.Table, bucket, $"Rows that checks of {model.Table} took out");
        }
    }

    private static CatalogTable.Managed QuarantineOf(TableName table, string bucket, string description) =>
        new(bucket, table.Quarantine.Table) { Name = table.Quarantine, Description = description };
}
