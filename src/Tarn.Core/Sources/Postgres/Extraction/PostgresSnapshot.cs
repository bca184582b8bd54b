using System.Globalization;
using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>
/// One moment of a database that any number of connections look at, as long as the transaction that has exported it is
/// open ("Snapshot Synchronization Functions"). Who opens it disposes it.
/// </summary>
internal sealed class PostgresSnapshot : IAsyncDisposable
{
    private const string BeginSql = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    // Rows of one range must come in the same order when it is read again.
    private const string OrderSql =
        "SET LOCAL synchronize_seqscans = off; SET LOCAL max_parallel_workers_per_gather = 0";

    // Read before the snapshot is taken: whatever commits later than the snapshot has a greater position.
    private const string PositionSql =
        """
        SELECT ((CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_insert_lsn() END)
            - '0/0'::pg_lsn)::bigint
        """;

    private const string FactsSql =
        """
        SELECT pg_snapshot_xmin(s)::text::bigint, pg_snapshot_xmax(s)::text::bigint, clock_timestamp(),
            current_setting('server_version_num')::integer, pg_is_in_recovery(),
            has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
        FROM pg_current_snapshot() s
        """;

    private readonly PostgresSessions _sessions;
    private readonly PostgresServer _server;
    private readonly string _name;

    private PostgresSnapshot(
        PostgresSessions sessions, PostgresServer server, string name, NpgsqlConnection connection)
    {
        _sessions = sessions;
        _server = server;
        _name = name;
        Connection = connection;
    }

    /// <summary>A connection that looks at the snapshot, for small questions one after the other.</summary>
    public NpgsqlConnection Connection { get; }

    /// <summary>The moment, by the server's clock.</summary>
    public DateTimeOffset AsOf { get; private set; }

    /// <summary>In the write-ahead log: whatever commits after the snapshot comes behind it.</summary>
    public long LogPosition { get; private init; }

    /// <summary>Transactions that had ended, and had not begun.</summary>
    public TransactionPosition Transactions { get; private set; } = new(0, 0);

    /// <summary>As <c>server_version_num</c>: 150004.</summary>
    public int ServerVersion { get; private set; }

    public bool IsReplica { get; private set; }

    public string Place => _sessions.PlaceOf(_server);

    /// <exception cref="TarnException">The server cannot be reached, or refuses.</exception>
    public static async Task<PostgresSnapshot> TakeAsync(
        PostgresSessions sessions, PostgresServer server, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await sessions.OpenAsync(server, cancellationToken);
        try
        {
            long position = (long)(await connection.RowsAsync(PositionSql, [], cancellationToken))[0][0]!;
            await connection.RunAsync(BeginSql, cancellationToken);
            IReadOnlyList<object?[]> names = await connection.RowsAsync(
                "SELECT pg_export_snapshot()", [], cancellationToken);
            string name = (string)names[0][0]!;
            PostgresSnapshot snapshot = new(sessions, server, name, connection) { LogPosition = position };
            await snapshot.ReadFactsAsync(cancellationToken);
            return snapshot;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.Of(exception, sessions.PlaceOf(server), "taking a snapshot");
        }
    }

    /// <summary>Another connection that looks at the snapshot.</summary>
    /// <exception cref="TarnException"><c>TN9201</c>, transient: the snapshot is gone too.</exception>
    public Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken) =>
        BeginAsync(_sessions, _server, _name, cancellationToken);

    /// <summary>Whether it can still be looked at.</summary>
    public async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Connection.RowsAsync("SELECT 1", [], cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => Connection.DisposeAsync();

    private static async Task<NpgsqlConnection> BeginAsync(
        PostgresSessions sessions, PostgresServer server, string name, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = await sessions.OpenAsync(server, cancellationToken);
        try
        {
            await connection.RunAsync(
                $"{BeginSql}; SET TRANSACTION SNAPSHOT {PostgresText.Literal(name)}; {OrderSql}", cancellationToken);
            return connection;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.IsSnapshotGone(exception)
                ? new TarnException(
                    ErrorCodes.SourceUnreachable,
                    $"{sessions.PlaceOf(server)}: the connection that keeps the snapshot was cut",
                    exception)
                {
                    IsTransient = true,
                }
                : PostgresErrors.Of(exception, sessions.PlaceOf(server), "looking at a snapshot");
        }
    }

    private async Task<string> ReadServerAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<object?[]> rows = await Connection.RowsAsync(
            "SELECT system_identifier::text FROM pg_catalog.pg_control_system()", [], cancellationToken);
        return (string)rows[0][0]!;
    }

    private async Task ReadFactsAsync(CancellationToken cancellationToken)
    {
        object?[] facts = (await Connection.RowsAsync(FactsSql, [], cancellationToken))[0];
        Transactions = new TransactionPosition((long)facts[0]!, (long)facts[1]!)
        {
            Server = (bool)facts[5]! ? await ReadServerAsync(cancellationToken) : null,
        };
        AsOf = new DateTimeOffset((DateTime)facts[2]!);
        ServerVersion = Convert.ToInt32(facts[3], CultureInfo.InvariantCulture);
        IsReplica = (bool)facts[4]!;
    }
}
