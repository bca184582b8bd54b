using Tarn.Catalog;
using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>SHOW and DESCRIBE of one table; columns are named as Athena names them.</summary>
internal sealed class TableListings(StatementParts parts)
{
    private static readonly string[] DescriptionColumns = ["col_name", "data_type", "comment"];

    private readonly NamedTables _names = new(parts);
    private readonly TableShapes _shapes = new(parts);

    public async Task<StatementResult> RunAsync(Statement.ShowColumns show, CancellationToken cancellationToken)
    {
        CatalogTable table = await _names.GetAsync(show.Table, cancellationToken);
        TableShape shape = await _shapes.ReadAsync(table, cancellationToken);
        return StatementResult.List("field", shape.All.Select(column => column.Name));
    }

    public async Task<StatementResult> RunAsync(Statement.Describe describe, CancellationToken cancellationToken)
    {
        CatalogTable table = await _names.GetAsync(describe.Table, cancellationToken);
        TableShape shape = await _shapes.ReadAsync(table, cancellationToken);
        List<string?[]> rows = [.. shape.All.Select(Row)];
        if (shape.PartitionKeys.Count > 0)
        {
            rows.AddRange(
                [["", "", ""], ["# Partition Information", "", ""], ["# col_name", "data_type", "comment"]]);
            rows.AddRange(shape.PartitionKeys.Select(Row));
        }

        if (describe.IsFormatted)
        {
            rows.AddRange([["", "", ""], ["# Detailed Table Information", "", ""]]);
            rows.AddRange(TableDetails.Of(table).Select(detail => new[] { detail.Name + ":", detail.Value, "" }));
        }

        return new StatementResult(DescriptionColumns, rows);

        static string?[] Row(ColumnEntry column) => [column.Name, column.Type, column.Comment ?? ""];
    }

    public async Task<StatementResult> RunAsync(Statement.ShowProperties show, CancellationToken cancellationToken)
    {
        CatalogTable table = await _names.GetAsync(show.Table, cancellationToken);
        IReadOnlyDictionary<string, string> properties = TableDetails.PropertiesOf(table);
        if (show.Property is { } wanted && !properties.ContainsKey(wanted))
        {
            throw new StatementException(
                ErrorCodes.UnknownName,
                $"table '{table.Name}' has no property '{wanted}'",
                show.Table.Position,
                Suggestion.DidYouMean(wanted, properties.Keys));
        }

        return new StatementResult(
            ["prpt_name", "prpt_value"],
            [
                .. properties
                    .Where(property => show.Property is null || property.Key == show.Property)
                    .OrderBy(property => property.Key, StringComparer.Ordinal)
                    .Select(property => new[] { property.Key, property.Value }),
            ]);
    }

    public async Task<StatementResult> RunAsync(Statement.ShowCreate show, CancellationToken cancellationToken)
    {
        CatalogTable table = await _names.GetAsync(show.Table, cancellationToken);
        bool isView = table is CatalogTable.View;
        if (isView != show.IsView)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"'{table.Name}' is {(isView ? "a view" : "no view")}",
                show.Table.Position,
                $"write SHOW CREATE {(isView ? "VIEW" : "TABLE")} {table.Name}");
        }

        return table switch
        {
            CatalogTable.View view => StatementResult.List(
                "Create View", $"CREATE VIEW {view.Name} AS\n{view.Sql.Trim()}".Split('\n')),
            CatalogTable.External external => StatementResult.List(
                "createtab_stmt", CreateTableText.Of(external.Described)),
            CatalogTable.Managed managed => StatementResult.List("createtab_stmt", CreateTableText.Of(managed)),
            _ => throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"table '{table.Name}' is made by 'tables:' in lake.yaml; no CREATE TABLE says the same",
                show.Table.Position,
                hint: null),
        };
    }
}
