using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>Finds the catalog's table behind each name that a statement reads.</summary>
internal static class TableReferences
{
    /// <summary>
    /// The tables, each once, after those that it reads itself when it is a view, with the predicates of every place
    /// that names it. A table under a view is named there without any.
    /// </summary>
    /// <param name="clauses">Those of the statement that name versions or changes, by schema.</param>
    /// <param name="toSource">The place in the text as it was written of a place of the query.</param>
    /// <exception cref="StatementException">A name is unknown, or a function could read files.</exception>
    public static IReadOnlyList<BoundReference> Resolve(
        ParsedQuery query,
        TableCatalog catalog,
        IReadOnlyDictionary<string, TableClause> clauses,
        Func<int, int> toSource)
    {
        foreach (FunctionReference function in query.TableFunctions)
        {
            if (!RowFunctions.Allowed.Contains(function.Name))
            {
                throw new StatementException(
                    ErrorCodes.StatementNotAllowed,
                    $"the table function '{function.Name}' is not allowed: SQL names tables of the lake only",
                    toSource(function.Position),
                    "declare the files as a raw table under 'tables:' in lake.yaml");
            }
        }

        List<BoundReference> order = [];
        Dictionary<TableName, List<IReadOnlyList<ColumnPredicate>>> predicates = [];
        foreach (TableReference reference in query.Tables)
        {
            TableClause? clause = reference.Schema is null ? null : clauses.GetValueOrDefault(reference.Schema);
            if (clause is null)
            {
                Add(Find(reference, catalog, toSource), null, reference.Predicates);
            }
            else
            {
                Add(FindManaged(clause, catalog), clause, reference.Predicates);
            }
        }

        return order;

        void Add(CatalogTable table, TableClause? clause, IReadOnlyList<ColumnPredicate> conditions, int depth = 0)
        {
            if (table is CatalogTable.View view)
            {
                ViewDepth.Check(view, depth);
                foreach (TableName input in view.Inputs)
                {
                    Add(catalog.Get(input), null, [], depth + 1);
                }
            }

            TableName name = clause switch
            {
                null => table.Name,
                ChangesClause => new TableName(clause.Schema, ChangesClause.Name),
                _ => table.Name with { Database = clause.Schema },
            };
            if (!predicates.TryGetValue(name, out List<IReadOnlyList<ColumnPredicate>>? places))
            {
                predicates[name] = places = [];
                order.Add(new BoundReference(name, table, clause, places));
            }

            places.Add(conditions);
        }
    }

    private static CatalogTable.Managed FindManaged(TableClause clause, TableCatalog catalog) =>
        Find(clause.Table, clause.Position, catalog) is CatalogTable.Managed managed
            ? managed
            : throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"'{clause.Table}' is not a table that Tarn writes, so it has no versions",
                clause.Position,
                "'tarn ls tables' says of what kind tables are");

    private static CatalogTable Find(
        TableReference reference, TableCatalog catalog, Func<int, int> toSource) => Find(
        reference.Schema is null ? reference.Table : $"{reference.Schema}.{reference.Table}",
        toSource(reference.Position),
        catalog);

    private static CatalogTable Find(string text, int position, TableCatalog catalog)
    {
        if (TableName.TryParse(text.ToLowerInvariant(), out TableName? name) && catalog.Find(name) is { } table)
        {
            return table;
        }

        TarnException unknown = catalog.Unknown(text);
        throw new StatementException(unknown.Code, unknown.Message, position, unknown.Hint);
    }
}
