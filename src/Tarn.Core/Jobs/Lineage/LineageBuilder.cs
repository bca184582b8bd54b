using Tarn.Catalog;
using Tarn.Catalog.Lineage;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing.Lineage;
using Tarn.Tables;

namespace Tarn.Jobs.Lineage;

/// <summary>Collects the lineage of tables and of all that they are made from, whoever made it.</summary>
internal sealed class LineageBuilder(
    QueryLineageReader reader, TableCatalog catalog, IEnumerable<ModelDefinition> models)
{
    /// <summary>Views on views that are followed; no query reads through more.</summary>
    private const int DepthMax = 100;

    private readonly Dictionary<TableName, ModelDefinition> _models = models.ToDictionary(model => model.Table);
    private readonly Dictionary<TableName, IReadOnlyList<string>> _columns = [];
    private readonly HashSet<TableName> _seen = [];
    private readonly List<LineageEdge> _edges = [];

    public LineageGraph Build() => new([.. _edges.Distinct()], _columns);

    /// <summary>
    /// Adds a table: its columns, and what they are made from when SQL says it. A name that no table has adds nothing.
    /// </summary>
    public Task AddAsync(TableName name, CancellationToken cancellationToken) => AddAsync(name, 0, cancellationToken);

    private async Task AddAsync(TableName name, int depth, CancellationToken cancellationToken)
    {
        if (depth > DepthMax || !_seen.Add(name))
        {
            return;
        }

        if (_models.TryGetValue(name, out ModelDefinition? model))
        {
            await AddAsync(model.Inputs, depth, cancellationToken);
            string sql = ModelStatement.Parseable(model);
            await AddSqlAsync(name, DialectStatement.Of(sql, model.WrittenIn).Sql, cancellationToken);
            return;
        }

        CatalogTable? table = await FindAsync(name, cancellationToken);
        if (table is CatalogTable.View view)
        {
            await AddAsync(view.Inputs, depth, cancellationToken);
            await AddViewAsync(view, cancellationToken);
        }
        else if (table is not null && await ColumnsOfAsync(table, cancellationToken) is { } columns)
        {
            _columns[name] = columns;
        }
    }

    private async Task AddAsync(IReadOnlyList<TableName> names, int depth, CancellationToken cancellationToken)
    {
        foreach (TableName name in names)
        {
            await AddAsync(name, depth + 1, cancellationToken);
        }
    }

    /// <summary>Null also when two tables have the name: which of them is meant cannot be told.</summary>
    private async Task<CatalogTable?> FindAsync(TableName name, CancellationToken cancellationToken)
    {
        try
        {
            return await catalog.FindAsync(name, cancellationToken);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.DuplicateTable)
        {
            return null;
        }
    }

    /// <summary>Null when nobody knows them: the table has no data, or a log that cannot be read.</summary>
    private async Task<IReadOnlyList<string>?> ColumnsOfAsync(CatalogTable table, CancellationToken cancellationToken)
    {
        switch (table)
        {
            case CatalogTable.Files files:
                return FileTableColumns.Of(files.Definition);
            case CatalogTable.External external:
                return [.. external.Described.Columns.Concat(external.Described.PartitionKeys)
                    .Select(column => column.Name)];
            case CatalogTable.Managed managed:
                try
                {
                    TableSnapshot? snapshot = await catalog.FindSnapshotAsync(managed, cancellationToken);
                    return snapshot is null ? null : [.. snapshot.Fields.Select(field => field.Name)];
                }
                catch (TarnException)
                {
                    return null;
                }

            default:
                return null;
        }
    }

    /// <summary>A view of the catalog may have SQL that is wrong; then it fails when it is read, not here.</summary>
    private async Task AddViewAsync(CatalogTable.View view, CancellationToken cancellationToken)
    {
        try
        {
            await AddSqlAsync(view.Name, DialectStatement.Of(view.Sql, view.Dialect).Sql, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind == EngineErrorKind.Parser)
        {
            return;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.StatementNotAllowed)
        {
            return;
        }
    }

    private async Task AddSqlAsync(TableName target, string sql, CancellationToken cancellationToken)
    {
        QueryLineage lineage = await reader.ReadAsync(sql, ColumnsOf, cancellationToken);
        OutputColumn[] stored = [.. lineage.Columns.Where(column => !IsNotStored(target, column.Name))];
        _columns[target] = [.. stored.Select(column => column.Name)];
        _edges.AddRange(stored.SelectMany(column => Edges(target, column.Name, column.Sources)));
        _edges.AddRange(Edges(target, null, lineage.Rows));
    }

    private IReadOnlyList<string>? ColumnsOf(string? schema, string table) =>
        NameOf(schema, table) is TableName name ? _columns.GetValueOrDefault(name) : null;

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

    /// <summary>Of models: such columns are for checks, or are dropped.</summary>
    private bool IsNotStored(TableName target, string column) =>
        _models.TryGetValue(target, out ModelDefinition? model)
        && (column.StartsWith('_') || model.Private?.Drops(column) == true);
}
