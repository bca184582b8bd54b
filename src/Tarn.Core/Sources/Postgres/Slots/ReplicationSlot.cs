using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Catalog;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// A slot of logical replication with pgoutput, and the publication of the same name that says which tables it tells
/// of. Both are made when they are not there. It is read with functions, so no connection of the replication protocol
/// is needed.
/// </summary>
/// <param name="connection">To the primary; it may write.</param>
/// <param name="name">Of the slot and of the publication.</param>
/// <param name="place">The source and its server, for messages.</param>
internal sealed class ReplicationSlot(NpgsqlConnection connection, string name, string place)
{
    private const string StateSql =
        """
        SELECT coalesce(confirmed_flush_lsn, restart_lsn) - '0/0'::pg_lsn,
            plugin = 'pgoutput' AND database = current_database() AND coalesce(wal_status, '') <> 'lost'
        FROM pg_catalog.pg_replication_slots WHERE slot_name = $1
        """;

    private const string IsPublishedSql =
        """
        SELECT EXISTS (
            SELECT FROM pg_catalog.pg_publication_tables WHERE pubname = $1 AND schemaname = $2 AND tablename = $3)
        """;

    private const string IdentitySql =
        """
        SELECT a.attname::text FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_index i ON i.indrelid = c.oid
            AND (c.relreplident = 'd' AND i.indisprimary OR c.relreplident = 'i' AND i.indisreplident)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
        WHERE c.oid::bigint = $1
        """;

    private string Publication => PostgresText.Identifier(name);

    /// <summary>
    /// The functions' arguments: what commits up to a position, and stays in the slot; messages beside their positions.
    /// </summary>
    public string PeekSql(long upTo) =>
        $"""
        SELECT (lsn - '0/0'::pg_lsn)::bigint, data FROM pg_catalog.pg_logical_slot_peek_binary_changes(
            {PostgresText.Literal(name)}, {PostgresText.Literal(LogPosition.Format(upTo))}::pg_lsn, NULL,
            'proto_version', '1', 'publication_names', {PostgresText.Literal(Publication)})
        """;

    /// <summary>Null when there is none.</summary>
    public async Task<SlotState?> ReadAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await connection.RowsAsync(StateSql, [name], cancellationToken);
        return rows.Count == 0 ? null : new SlotState((long)(decimal)rows[0][0]!, (bool)rows[0][1]!);
    }

    /// <summary>Makes what is not there.</summary>
    /// <exception cref="TarnException"><c>TN9202</c>, <c>TN9204</c>: the server does not allow it.</exception>
    public async Task EnsureAsync(IReadOnlyList<PostgresRelation> relations, CancellationToken cancellationToken)
    {
        foreach (PostgresRelation relation in relations)
        {
            if (!await IsPublishedAsync(relation, cancellationToken))
            {
                await RequireIdentityAsync(relation, [], cancellationToken);
                await PublishAsync(relation, cancellationToken);
            }
        }

        if (await ReadAsync(cancellationToken) is null)
        {
            await RequireLogicalAsync(cancellationToken);
            await AllowedAsync(
                $"SELECT pg_catalog.pg_create_logical_replication_slot({PostgresText.Literal(name)}, 'pgoutput')",
                cancellationToken);
        }
    }

    public async Task<bool> IsPublishedAsync(PostgresRelation relation, CancellationToken cancellationToken) =>
        (bool)(await connection.RowsAsync(
            IsPublishedSql, [name, relation.Schema, relation.Name], cancellationToken))[0][0]!;

    /// <summary>
    /// A published table without a replica identity would refuse its users' updates and deletes; and one whose identity
    /// lacks the key does not tell which rows are deleted.
    /// </summary>
    /// <exception cref="TarnException"><c>TN9204</c>: it is so.</exception>
    public async Task RequireIdentityAsync(
        PostgresRelation relation, IReadOnlyList<string> key, CancellationToken cancellationToken)
    {
        if (relation.ReplicaIdentity == 'f')
        {
            return;
        }

        IReadOnlyList<object?[]> rows = await connection.RowsAsync(IdentitySql, [(long)relation.Id], cancellationToken);
        string[] columns = [.. rows.Select(row => (string)row[0]!)];
        if (columns.Length == 0 || key.Except(columns).Any())
        {
            string wanted = string.Join(", ", key);
            string identity = columns.Length == 0 ? "has no replica identity"
                : $"has the replica identity ({string.Join(", ", columns)}), which lacks the key ({wanted})";
            throw new TarnException(ErrorCodes.SourceUnfit, $"{place}: table {relation} {identity}")
            {
                Hint = $"add a primary key, or ALTER TABLE {relation.Sql} REPLICA IDENTITY FULL",
            };
        }
    }

    /// <summary>Whether the table could be read by the slot, of which nothing need be there yet.</summary>
    /// <exception cref="TarnException"><c>TN9202</c>, <c>TN9204</c>: it could not.</exception>
    public async Task RequireFitsAsync(
        PostgresRelation relation, IReadOnlyList<string> key, bool canReplicate, CancellationToken cancellationToken)
    {
        await RequireLogicalAsync(cancellationToken);
        await RequireIdentityAsync(relation, key, cancellationToken);
        if (!canReplicate)
        {
            throw new TarnException(ErrorCodes.SourceRefused, $"{place}: the user may not read slots")
            {
                Hint = "let somebody with the right run: ALTER ROLE … REPLICATION",
            };
        }
    }

    /// <summary>Lets the server forget what commits up to a position.</summary>
    public async Task AdvanceAsync(long position, CancellationToken cancellationToken)
    {
        SlotState? state = await ReadAsync(cancellationToken);
        if (state is { IsUsable: true } && state.Confirmed < position)
        {
            await connection.RowsAsync(
                "SELECT end_lsn::text FROM pg_catalog.pg_replication_slot_advance($1, $2::text::pg_lsn)",
                [name, LogPosition.Format(position)],
                cancellationToken);
        }
    }

    private async Task PublishAsync(PostgresRelation relation, CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> publications = await connection.RowsAsync(
            "SELECT 1 FROM pg_catalog.pg_publication WHERE pubname = $1", [name], cancellationToken);
        await AllowedAsync(
            publications.Count > 0
                ? $"ALTER PUBLICATION {Publication} ADD TABLE {relation.Sql}"
                : $"CREATE PUBLICATION {Publication} FOR TABLE {relation.Sql} WITH (publish_via_partition_root = true)",
            cancellationToken);
    }

    private async Task RequireLogicalAsync(CancellationToken cancellationToken)
    {
        string level = (string)(await connection.RowsAsync("SHOW wal_level", [], cancellationToken))[0][0]!;
        if (level != "logical")
        {
            throw new TarnException(
                ErrorCodes.SourceUnfit, $"{place}: the server's wal_level is '{level}', a slot needs 'logical'")
            {
                Hint = "set wal_level = logical in postgresql.conf and restart the server",
            };
        }
    }

    private async Task AllowedAsync(string sql, CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(sql, cancellationToken);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new TarnException(
                ErrorCodes.SourceRefused, $"{place}: {exception.MessageText} ({exception.SqlState})", exception)
            {
                Hint = $"let somebody with the right run: {sql}; reading a slot needs ALTER ROLE … REPLICATION",
            };
        }
    }
}
