using System.Data;
using Npgsql;
using Npgsql.Schema;
using NpgsqlTypes;
using Tarn.Common;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Catalog;

/// <summary>Asks the server for tables and their columns.</summary>
internal static class RelationCatalog
{
    private const string SelectSql =
        """
        SELECT c.oid, n.nspname::text, c.relname::text, c.relkind::text,
            CASE WHEN c.relkind IN ('r', 'm') THEN pg_relation_size(c.oid) ELSE 0 END
                / current_setting('block_size')::integer,
            c.reltuples::bigint, coalesce(a.amname = 'heap', false), c.relhassubclass, c.relreplident::text,
            has_table_privilege(c.oid, 'SELECT')
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_am a ON a.oid = c.relam

        """;

    private const string ByNameSql = SelectSql +
        """
        WHERE c.relname = $2 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            AND CASE WHEN $1::text IS NULL THEN pg_catalog.pg_table_is_visible(c.oid) ELSE n.nspname = $1 END
        """;

    /// <param name="connection">To the server.</param>
    /// <param name="name">With or without its schema; <c>public.orders</c>.</param>
    /// <param name="place">The source and its server, for the message.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException"><c>TN9204</c>: there is none.</exception>
    public static async Task<PostgresRelation> FindAsync(
        NpgsqlConnection connection, string name, string place, CancellationToken cancellationToken)
    {
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        string? schema = dot < 0 ? null : name[..dot];
        await using NpgsqlCommand command = new(ByNameSql, connection);
        command.Parameters.Add(
            new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = (object?)schema ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Text, Value = name[(dot + 1)..] });
        IReadOnlyList<PostgresRelation> found = await ReadAsync(command, cancellationToken);
        return found.Count > 0 ? found[0] : throw new TarnException(
            ErrorCodes.SourceUnfit, $"{place} has no table '{name}' that the user may see")
        {
            Hint = "'tarn sources discover' shows the tables that there are",
        };
    }

    /// <summary>The tables that hold the rows of a partitioned one; of others itself.</summary>
    public static async Task<IReadOnlyList<PostgresRelation>> LeavesAsync(
        NpgsqlConnection connection, PostgresRelation relation, CancellationToken cancellationToken)
    {
        if (relation.Kind != 'p')
        {
            return [relation];
        }

        await using NpgsqlCommand command = new(
            SelectSql + FormattableString.Invariant(
                $"""
                JOIN pg_catalog.pg_partition_tree({relation.Id}) t ON t.relid = c.oid
                WHERE t.isleaf AND c.relkind <> 'p' ORDER BY c.oid
                """),
            connection);
        return await ReadAsync(command, cancellationToken);
    }

    public static async Task<IReadOnlyList<PostgresColumn>> ColumnsAsync(
        NpgsqlConnection connection, PostgresRelation relation, TypeMap map, CancellationToken cancellationToken)
    {
        List<(string Name, bool IsNotNull)> names = [];
        List<(uint, int, int)> declared = [];
        string sql = FormattableString.Invariant(
            $"""
            SELECT attname::text, atttypid, atttypmod, attndims::integer, attnotnull
            FROM pg_catalog.pg_attribute
            WHERE attrelid = {relation.Id} AND attnum > 0 AND NOT attisdropped ORDER BY attnum
            """);
        await using (NpgsqlCommand command = new(sql, connection))
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                names.Add((reader.GetString(0), reader.GetBoolean(4)));
                declared.Add((reader.GetFieldValue<uint>(1), reader.GetInt32(2), reader.GetInt32(3)));
            }
        }

        IReadOnlyList<PostgresType> types = await TypeCatalog.ResolveAsync(connection, declared, cancellationToken);
        return
        [
            .. names.Zip(types, (column, type) =>
                PostgresColumn.Of(column.Name, type, map) with { IsNotNull = column.IsNotNull }),
        ];
    }

    /// <summary>Of a SELECT, which is described and not run.</summary>
    public static async Task<IReadOnlyList<PostgresColumn>> ColumnsAsync(
        NpgsqlConnection connection, string query, TypeMap map, CancellationToken cancellationToken)
    {
        List<string> names = [];
        List<(uint, int, int)> declared = [];
        await using (NpgsqlCommand command = new(query, connection))
        await using (NpgsqlDataReader reader = await command.ExecuteReaderAsync(
            CommandBehavior.SchemaOnly, cancellationToken))
        {
            foreach (NpgsqlDbColumn column in await reader.GetColumnSchemaAsync(cancellationToken))
            {
                names.Add(column.ColumnName);
                declared.Add((column.TypeOID, ModifierOf(column), 0));
            }
        }

        IReadOnlyList<PostgresType> types = await TypeCatalog.ResolveAsync(connection, declared, cancellationToken);
        return [.. names.Zip(types, (name, type) => PostgresColumn.Of(name, type, map))];
    }

    /// <summary>The driver takes modifiers apart; only those of numeric matter.</summary>
    private static int ModifierOf(NpgsqlDbColumn column) =>
        column is { NumericPrecision: { } precision, NumericScale: { } scale, TypeOID: 1700 }
            ? ((precision << 16) | (scale & 0x7ff)) + 4
            : -1;

    private static async Task<IReadOnlyList<PostgresRelation>> ReadAsync(
        NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<PostgresRelation> relations = [];
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            relations.Add(new PostgresRelation(
                reader.GetFieldValue<uint>(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3)[0],
                reader.GetInt64(4),
                reader.GetInt64(5))
            {
                IsHeap = reader.GetBoolean(6),
                HasChildren = reader.GetBoolean(7),
                ReplicaIdentity = reader.GetString(8)[0],
                CanRead = reader.GetBoolean(9),
            });
        }

        return relations;
    }
}
