using System.Text.Json;

namespace Tarn.Engine.Parsing.Lineage;

/// <summary>
/// Finds out, from the text alone, which columns of which tables each column of a query's result comes from.
/// </summary>
/// <param name="parser">Parses.</param>
/// <param name="aggregates">Names of aggregate functions, in lower case.</param>
public sealed class QueryLineageReader(SqlParser parser, IReadOnlySet<string> aggregates)
{
    /// <summary>Names of the engine's aggregate functions.</summary>
    public static async Task<IReadOnlySet<string>> AggregatesAsync(
        DuckConnection connection, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE function_type = 'aggregate'",
            cancellationToken);
        return rows.Select(row => (string)row[0]!).ToHashSet();
    }

    /// <param name="sql">One SELECT.</param>
    /// <param name="columnsOf">
    /// Columns of a table by schema (null when the query names none) and name; null when they are not known: a
    /// <c>*</c> over it then gives none.
    /// </param>
    /// <param name="cancellationToken">Stops the parsing.</param>
    /// <exception cref="Common.TarnException">
    /// As for <see cref="SqlParser.ParseAsync(string, CancellationToken)"/>.
    /// </exception>
    public Task<QueryLineage> ReadAsync(
        string sql, Func<string?, string, IReadOnlyList<string>?> columnsOf, CancellationToken cancellationToken) =>
        parser.ReadTreeAsync(sql, statement => Read(statement, columnsOf), cancellationToken);

    private QueryLineage Read(JsonElement statement, Func<string?, string, IReadOnlyList<string>?> columnsOf)
    {
        FlowResult result = new QueryFlow(columnsOf, aggregates).Read(statement.GetProperty("node"), FlowScope.Empty);
        return new QueryLineage
        {
            Columns = [.. result.Columns.Select(column => new OutputColumn(column.Name, column.Flow.Sources))],
            Rows = [.. result.OrderedRows],
        };
    }
}
