using Tarn.Catalog;
using Tarn.Jobs;

namespace Tarn.Definitions;

/// <summary>The tables that definitions give a lake.</summary>
public static class CatalogTables
{
    /// <summary>
    /// Raw tables, a table or view for each model, and a quarantine for each model that may need one.
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
            yield return new CatalogTable.Managed(bucket, model.Table.Quarantine.Table)
            {
                Name = model.Table.Quarantine,
                Description = $"Rows that checks of {model.Table} took out",
            };
        }
    }
}
