using System.Globalization;
using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Catalog;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Discovery;

/// <summary>Looks which tables a database has, and proposes how each is read.</summary>
public static class PostgresDiscovery
{
    private const long SmallRowsMax = 10_000;

    private const string TablesSql =
        """
        SELECT c.oid::bigint, n.nspname::text, c.relname::text, c.relkind::text, c.reltuples::bigint,
            CASE WHEN c.relkind IN ('r', 'm') THEN pg_total_relation_size(c.oid)
                WHEN c.relkind = 'p' THEN (
                    SELECT coalesce(sum(pg_total_relation_size(relid)), 0)::bigint FROM pg_partition_tree(c.oid))
                ELSE 0 END,
            has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT'),
            ARRAY(
                SELECT a.attname::text
                FROM pg_catalog.pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
                WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place)
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
            AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg\_toast%'
            AND n.nspname NOT LIKE 'pg\_temp%' AND ($1::text IS NULL OR n.nspname = $1::text)
        ORDER BY n.nspname, c.relname
        """;

    /// <param name="source">Only its name and connection matter.</param>
    /// <param name="schema">Null for all but the server's own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException"><c>TN92xx</c>: the server cannot be reached, or refuses.</exception>
    public static async Task<IReadOnlyList<DiscoveredTable>> RunAsync(
        PostgresSourceDefinition source, string? schema, CancellationToken cancellationToken)
    {
        await using PostgresSessions sessions = new(source.Name, source.Connection);
        PostgresServer server = sessions.RowServer;
        await using NpgsqlConnection connection = await sessions.OpenAsync(server, cancellationToken);
        try
        {
            List<DiscoveredTable> tables = [];
            foreach (object?[] row in await connection.RowsAsync(TablesSql, [schema], cancellationToken))
            {
                tables.Add(await LookAtAsync(connection, row, cancellationToken));
            }

            return tables;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Of(exception, sessions.PlaceOf(server), "looking for tables");
        }
    }

    private static async Task<DiscoveredTable> LookAtAsync(
        NpgsqlConnection connection, object?[] row, CancellationToken cancellationToken)
    {
        char kind = ((string)row[3]!)[0];
        long rows = Convert.ToInt64(row[4], CultureInfo.InvariantCulture);
        PostgresRelation relation = new((uint)(long)row[0]!, (string)row[1]!, (string)row[2]!, kind, 0, rows);
        IReadOnlyList<PostgresColumn> columns = await RelationCatalog.ColumnsAsync(
            connection, relation, new TypeMap(new Unfit()), cancellationToken);
        DiscoveredTable table = new()
        {
            Schema = relation.Schema,
            Name = relation.Name,
            Kind = NameOf(kind),
            RowsAbout = rows < 0 ? null : rows,
            Bytes = Convert.ToInt64(row[5], CultureInfo.InvariantCulture),
            Columns =
            [
                .. columns.Select(column => new DiscoveredColumn(
                    column.Name, column.Type.Name, column.Field.EngineType, column.IsNotNull)),
            ],
            Key = (string[])row[7]!,
            CanRead = (bool)row[6]!,
        };
        return Proposed(table);
    }

    /// <summary>
    /// Small tables and views are read whole; others by the transactions that wrote their rows, which misses nothing
    /// and needs nothing of the table.
    /// </summary>
    private static DiscoveredTable Proposed(DiscoveredTable table) =>
        table is { RowsAbout: > SmallRowsMax, Kind: "table" or "partitioned table" }
            ? table with
            {
                Increment = new SourceIncrement.Transactions(),
                Strategy = table.Key.Count > 0 ? SourceStrategy.Merge : SourceStrategy.Changes,
            }
            : table with { Strategy = SourceStrategy.Overwrite };

    private static string NameOf(char kind) => kind switch
    {
        'r' => "table",
        'p' => "partitioned table",
        'v' => "view",
        'm' => "materialized view",
        _ => "foreign table",
    };
}
