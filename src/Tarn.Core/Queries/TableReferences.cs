using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Parsing;
using Tarn.Queries.SystemTables;

namespace Tarn.Queries;

/// <summary>
/// Finds the catalog's table behind each name that one statement reads; one that is named twice is looked up once.
/// </summary>
/// <param name="catalog">Where names are looked up.</param>
/// <param name="clauses">Those of the statement that name versions or changes, by schema.</param>
/// <param name="toSource">The place in the text as it was written of a place of the query.</param>
internal sealed class TableReferences(
    TableCatalog catalog, IReadOnlyDictionary<string, TableClause> clauses, Func<int, int> toSource)
{
    private readonly List<BoundReference> _order = [];
    private readonly Dictionary<TableName, List<IReadOnlyList<ColumnPredicate>>> _predicates = [];
    private readonly Dictionary<TableName, CatalogTable> _found = [];
    private readonly HashSet<string> _system = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the system tables that the statement reads, once it is resolved.</summary>
    public IReadOnlyCollection<string> SystemTables => _system;

    /// <summary>
    /// The tables, each once, after those that it reads itself when it is a view, with the predicates of every place
    /// that names it. A table under a view is named there without any.
    /// </summary>
    /// <exception cref="StatementException">A name is unknown, or a function could read files.</exception>
    public async Task<IReadOnlyList<BoundReference>> ResolveAsync(
        ParsedQuery query, CancellationToken cancellationToken)
    {
        RowFunctions.Check(query, toSource);
        foreach (TableReference reference in query.Tables)
        {
            if (reference.Schema == SystemNames.Schema)
            {
                _system.Add(reference.Table);
                continue;
            }

            TableClause? clause = reference.Schema is null ? null : clauses.GetValueOrDefault(reference.Schema);
            CatalogTable table = clause is null
                ? await FindAsync(reference, cancellationToken)
                : await FindManagedAsync(clause, cancellationToken);
            await AddAsync(table, clause, reference.Predicates, depth: 0, cancellationToken);
        }

        return _order;
    }

    private async Task AddAsync(
        CatalogTable table,
        TableClause? clause,
        IReadOnlyList<ColumnPredicate> conditions,
        int depth,
        CancellationToken cancellationToken)
    {
        if (table is CatalogTable.View view)
        {
            ViewDepth.Check(view, depth);
            foreach (TableName input in view.Inputs)
            {
                CatalogTable read = await FindAsync(input, cancellationToken)
                    ?? throw new ViewException(
                        view.Name, view.Sql, await catalog.UnknownAsync(input.ToString(), cancellationToken));
                await AddAsync(read, null, [], depth + 1, cancellationToken);
            }
        }

        TableName name = clause switch
        {
            null => table.Name,
            ChangesClause => new TableName(clause.Schema, ChangesClause.Name),
            _ => table.Name with { Database = clause.Schema },
        };
        if (!_predicates.TryGetValue(name, out List<IReadOnlyList<ColumnPredicate>>? places))
        {
            _predicates[name] = places = [];
            _order.Add(new BoundReference(name, table, clause, places));
        }

        places.Add(conditions);
    }

    private async Task<CatalogTable.Managed> FindManagedAsync(
        TableClause clause, CancellationToken cancellationToken) =>
        await FindAsync(AthenaCatalog.WithoutIt(clause.Table), clause.Position, cancellationToken)
            is CatalogTable.Managed managed
            ? managed
            : throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"'{clause.Table}' is not a table that Tarn writes, so it has no versions",
                clause.Position,
                "'tarn ls tables' says of what kind tables are");

    /// <summary>
    /// A name without a database is unknown even when it has a point in it: the engine would take it for a file.
    /// </summary>
    private async Task<CatalogTable> FindAsync(TableReference reference, CancellationToken cancellationToken)
    {
        int position = toSource(reference.Position);
        if (reference is { Schema: not null, Catalog: null })
        {
            return await FindAsync($"{reference.Schema}.{reference.Table}", position, cancellationToken);
        }

        string?[] parts = [reference.Catalog, reference.Schema, reference.Table];
        TarnException unknown = await catalog.UnknownAsync(string.Join('.', parts.OfType<string>()), cancellationToken);
        throw new StatementException(unknown.Code, unknown.Message, position, unknown.Hint);
    }

    private async Task<CatalogTable> FindAsync(string text, int position, CancellationToken cancellationToken)
    {
        if (TableName.TryParse(text.ToLowerInvariant(), out TableName? name)
            && await FindAsync(name, cancellationToken) is { } table)
        {
            return table;
        }

        TarnException unknown = await catalog.UnknownAsync(text, cancellationToken);
        throw new StatementException(unknown.Code, unknown.Message, position, unknown.Hint);
    }

    private async Task<CatalogTable?> FindAsync(TableName name, CancellationToken cancellationToken)
    {
        if (!_found.TryGetValue(name, out CatalogTable? table)
            && await catalog.FindAsync(name, cancellationToken) is { } read)
        {
            _found[name] = table = read;
        }

        return table;
    }
}
