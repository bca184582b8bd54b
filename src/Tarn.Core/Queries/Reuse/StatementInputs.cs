using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Dialect;
using Tarn.Engine.Parsing;

namespace Tarn.Queries.Reuse;

/// <summary>What a statement reads, and whether the same tables always give the same rows.</summary>
/// <param name="Tables">Each once, those under views included, with the text of those that are views.</param>
/// <param name="IsRepeatable">False when its result is not worth keeping.</param>
internal sealed record StatementInputs(IReadOnlyList<(TableName Name, string? View)> Tables, bool IsRepeatable)
{
    /// <summary>Parses the statement and the views that it reads.</summary>
    /// <exception cref="TarnException">As for running it.</exception>
    public static async Task<StatementInputs> ReadAsync(
        QueryRunner queries, QueryRequest request, CancellationToken cancellationToken)
    {
        ResolvedStatement resolved = await queries.ResolveAsync(request, cancellationToken);
        SqlParser parser = new(queries.Instance);
        bool isRepeatable = resolved.SystemTables.Count == 0;
        foreach (string sql in Texts(resolved))
        {
            isRepeatable = isRepeatable
                && !await parser.ReadTreeAsync(sql, VolatileSql.Contains, cancellationToken);
        }

        return new StatementInputs(
            [.. resolved.Tables.Select(table => table.Table).Distinct().Select(table => (table.Name, ViewText(table)))],
            isRepeatable);
    }

    /// <summary>What a view is; null for other tables.</summary>
    public static string? ViewText(CatalogTable table) =>
        table is CatalogTable.View view ? $"{view.Dialect} {view.Sql}" : null;

    private static IEnumerable<string> Texts(ResolvedStatement resolved)
    {
        yield return resolved.Statement.Sql;
        foreach (BoundReference reference in resolved.Tables)
        {
            switch (reference)
            {
                case { Clause: VersionClause version }:
                    yield return version.ToSql();
                    break;

                case { Clause: ChangesClause changes }:
                    yield return ChangesClause.ToSql(changes.From);
                    yield return ChangesClause.ToSql(changes.To ?? "NULL");
                    break;

                case { Table: CatalogTable.View view }:
                    yield return DialectStatement.Of(view.Sql, view.Dialect).Sql;
                    break;
            }
        }
    }
}
