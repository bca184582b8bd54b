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
    /// <exception cref="StatementException">A name is unknown, or a function could read files.</exception>
    public static IReadOnlyList<(CatalogTable Table, IReadOnlyList<IReadOnlyList<ColumnPredicate>> Predicates)> Resolve(
        ParsedQuery query, TableCatalog catalog)
    {
        foreach (FunctionReference function in query.TableFunctions)
        {
            if (!RowFunctions.Allowed.Contains(function.Name))
            {
                throw new StatementException(
                    ErrorCodes.StatementNotAllowed,
                    $"the table function '{function.Name}' is not allowed: SQL names tables of the lake only",
                    function.Position,
                    "declare the files as a raw table under 'tables:' in lake.yaml");
            }
        }

        List<CatalogTable> order = [];
        Dictionary<CatalogTable, List<IReadOnlyList<ColumnPredicate>>> predicates = [];
        foreach (TableReference reference in query.Tables)
        {
            Add(Find(reference, catalog), reference.Predicates);
        }

        return [.. order.Select(table => (table, (IReadOnlyList<IReadOnlyList<ColumnPredicate>>)predicates[table]))];

        void Add(CatalogTable table, IReadOnlyList<ColumnPredicate> conditions)
        {
            if (table is CatalogTable.View view)
            {
                foreach (TableName input in view.Inputs)
                {
                    Add(catalog.Get(input), []);
                }
            }

            if (!predicates.TryGetValue(table, out List<IReadOnlyList<ColumnPredicate>>? places))
            {
                predicates[table] = places = [];
                order.Add(table);
            }

            places.Add(conditions);
        }
    }

    private static CatalogTable Find(TableReference reference, TableCatalog catalog)
    {
        string text = reference.Schema is null ? reference.Table : $"{reference.Schema}.{reference.Table}";
        if (TableName.TryParse(text.ToLowerInvariant(), out TableName? name) && catalog.Find(name) is { } table)
        {
            return table;
        }

        TarnException unknown = catalog.Unknown(text);
        throw new StatementException(unknown.Code, unknown.Message, reference.Position, unknown.Hint);
    }
}
