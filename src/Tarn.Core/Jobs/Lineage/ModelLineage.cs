using Tarn.Catalog;
using Tarn.Catalog.Lineage;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Parsing;
using Tarn.Engine.Parsing.Lineage;

namespace Tarn.Jobs.Lineage;

/// <summary>The lineage of a lake's tables, from the SQL of its models and views; no data is looked at.</summary>
public static class ModelLineage
{
    /// <param name="models">All of the lake.</param>
    /// <param name="catalog">Has the tables that models begin with, and the views of the catalog.</param>
    /// <param name="tables">Of which lineage is wanted; what they are made from is followed.</param>
    public static async Task<LineageGraph> ReadAsync(
        DuckInstance instance,
        IEnumerable<ModelDefinition> models,
        TableCatalog catalog,
        IEnumerable<TableName> tables,
        CancellationToken cancellationToken)
    {
        using DuckConnection connection = instance.Connect();
        QueryLineageReader reader = new(
            new SqlParser(instance), await QueryLineageReader.AggregatesAsync(connection, cancellationToken));
        LineageBuilder builder = new(reader, catalog, models);
        foreach (TableName table in tables)
        {
            await builder.AddAsync(table, cancellationToken);
        }

        return builder.Build();
    }
}
