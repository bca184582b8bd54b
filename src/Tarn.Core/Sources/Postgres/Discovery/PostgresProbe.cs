using System.Globalization;
using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Postgres.Increments;
using Tarn.Sources.Postgres.Slots;

namespace Tarn.Sources.Postgres.Discovery;

/// <summary>
/// Tries whether a source can be read: connections, TLS, rights, clock, and each table. Changes nothing.
/// </summary>
public sealed class PostgresProbe(TimeProvider timeProvider)
{
    private const string ServerSql =
        """
        SELECT current_setting('server_version'), pg_is_in_recovery(),
            extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::double precision,
            (SELECT version FROM pg_catalog.pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl),
            current_setting('wal_level'),
            (SELECT rolreplication OR rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user),
            pg_database_size(current_database())
        """;

    /// <exception cref="TarnException"><c>TN92xx</c>: a server cannot be reached, or does not let us in.</exception>
    public async Task<ProbeReport> RunAsync(PostgresSourceDefinition source, CancellationToken cancellationToken)
    {
        await using PostgresSessions sessions = new(source.Name, source.Connection);
        List<ProbedServer> servers = [await LookAtAsync(sessions, source.Connection.Server, cancellationToken)];
        if (source.Connection.Replica is { } replica)
        {
            servers.Add(await LookAtAsync(sessions, replica, cancellationToken));
        }

        List<ProbedTable> tables = [];
        foreach (SourceTable table in source.Tables)
        {
            tables.Add(await TryAsync(sessions, table, servers[0], cancellationToken));
        }

        return new ProbeReport(servers, tables);
    }

    private async Task<ProbedServer> LookAtAsync(
        PostgresSessions sessions, PostgresServer server, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection connection = await sessions.OpenAsync(server, cancellationToken);
        try
        {
            object?[] facts = (await connection.RowsAsync(ServerSql, [], cancellationToken))[0];
            long asked = timeProvider.GetTimestamp();
            DateTimeOffset before = timeProvider.GetUtcNow();
            object?[] clock = (await connection.RowsAsync("SELECT clock_timestamp()", [], cancellationToken))[0];
            TimeSpan roundTrip = timeProvider.GetElapsedTime(asked);
            return new ProbedServer
            {
                Address = server.ToString(),
                Version = (string)facts[0]!,
                IsReplica = (bool)facts[1]!,
                Lag = (bool)facts[1]! && facts[2] is double seconds ? TimeSpan.FromSeconds(seconds) : null,
                Tls = (string?)facts[3],
                ClockDifference = new DateTimeOffset((DateTime)clock[0]!) - before - (roundTrip / 2),
                RoundTrip = roundTrip,
                WalLevel = (string)facts[4]!,
                CanReplicate = (bool)facts[5]!,
                Bytes = Convert.ToInt64(facts[6], CultureInfo.InvariantCulture),
            };
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Of(exception, sessions.PlaceOf(server), "looking at the server");
        }
    }

    private static async Task<ProbedTable> TryAsync(
        PostgresSessions sessions, SourceTable table, ProbedServer primary, CancellationToken cancellationToken)
    {
        bool isSlot = table.Increment is SourceIncrement.Slot;
        PostgresServer server = isSlot ? sessions.Settings.Server : sessions.RowServer;
        string place = sessions.PlaceOf(server);
        try
        {
            await using NpgsqlConnection connection = await sessions.OpenAsync(server, cancellationToken);
            await connection.RunAsync("BEGIN READ ONLY", cancellationToken);
            TableShape shape = await TableShape.ReadAsync(connection, table, place, cancellationToken);
            string columns = string.Join(", ", shape.Columns.Select(column => column.SelectSql));
            await connection.RunAsync($"SELECT {columns} FROM {shape.From} LIMIT 0", cancellationToken);
            await TryIncrementAsync(connection, shape, place, primary, cancellationToken);
            return new ProbedTable(table.Name, shape.Columns.Count, null, null, null);
        }
        catch (Exception exception) when (exception is TarnException or NpgsqlException)
        {
            TarnException error = PostgresErrors.Of(exception, place, $"reading {table.Name}");
            return new ProbedTable(table.Name, 0, error.Code, error.Message, error.Hint);
        }
    }

    private static async Task TryIncrementAsync(
        NpgsqlConnection connection,
        TableShape shape,
        string place,
        ProbedServer primary,
        CancellationToken cancellationToken)
    {
        switch (shape.Table.Increment)
        {
            case SourceIncrement.Cursor cursor:
                new CursorRows(connection, shape.From, cursor, place).RequireFits(shape.AllColumns);
                break;
            case SourceIncrement.Transactions:
                TransactionRows.RequireFits(shape, place);
                break;
            case SourceIncrement.Slot slot:
                await new ReplicationSlot(connection, slot.Name, place).RequireFitsAsync(
                    shape.Relation!, shape.Table.Key, primary.CanReplicate, cancellationToken);
                break;
        }
    }
}
