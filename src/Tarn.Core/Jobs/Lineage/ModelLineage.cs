using Tarn.Catalog;
using Tarn.Catalog.Lineage;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Parsing;
using Tarn.Engine.Parsing.Lineage;

namespace Tarn.Jobs.Lineage;

/// <summary>The lineage of a lake's tables, from the SQL of its models; no data is looked at.</summary>
public static class ModelLineage
{
    /// <param name="models">In dependency order.</param>
    /// <param name="catalog">Has the tables of files, which models begin with.</param>
    public static async Task<LineageGraph> ReadAsync(
        DuckInstance instance,
        IEnumerable<ModelDefinition> models,
        TableCatalog catalog,
        CancellationToken cancellationToken)
    {
        using DuckConnection connection = instance.Connect();
        QueryLineageReader reader = new(
            new SqlParser(instance), await QueryLineageReader.AggregatesAsync(connection, cancellationToken));
        Dictionary<TableName, IReadOnlyList<string>> columns = catalog.Defined
            .OfType<CatalogTable.Files>()
            .ToDictionary(table => table.Name, table => FileTableColumns.Of(table.Definition));
        List<LineageEdge> edges = [];
        foreach (ModelDefinition model in models)
        {
            QueryLineage lineage = await reader.ReadAsync(
                DialectStatement.Of(model.Sql, model.WrittenIn).Sql,
                (schema, table) => ColumnsOf(columns, schema, table),
                cancellationToken);
            OutputColumn[] stored = [.. lineage.Columns.Where(column => !IsForChecks(column.Name))];
            columns[model.Table] = [.. stored.Select(column => column.Name)];
            edges.AddRange(stored.SelectMany(column => Edges(model.Table, column.Name, column.Sources)));
            edges.AddRange(Edges(model.Table, null, lineage.Rows));
        }

        return new LineageGraph([.. edges.Distinct()], columns);
    }

    private static IReadOnlyList<string>? ColumnsOf(
        Dictionary<TableName, IReadOnlyList<string>> columns, string? schema, string table) =>
        NameOf(schema, table) is TableName name ? columns.GetValueOrDefault(name) : null;

    private static IEnumerable<LineageEdge> Edges(
        TableName target, string? column, IReadOnlyList<LineageSource> sources)
    {
        foreach (LineageSource source in sources)
        {
            if (NameOf(source.Column.Schema, source.Column.Table) is TableName table)
            {
                yield return new LineageEdge(
                    new LineageNode(table, source.Column.Column), new LineageNode(target, column), source.Kind);
            }
        }
    }

    /// <summary>SQL does not mind the case of names; the catalog has them in lower case.</summary>
    private static TableName? NameOf(string? schema, string table) =>
        schema is not null && TableName.TryParse($"{schema}.{table}".ToLowerInvariant(), out TableName? name)
            ? name
            : null;

    private static bool IsForChecks(string column) => column.StartsWith('_');
}
