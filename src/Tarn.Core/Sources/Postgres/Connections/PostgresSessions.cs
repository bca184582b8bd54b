using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;

namespace Tarn.Sources.Postgres.Connections;

/// <summary>
/// Opens connections to a source's servers, all set to the same: what they send does not depend on how the server, the
/// database or the user is set up. They are not pooled; who opens one disposes it.
/// </summary>
internal sealed class PostgresSessions(string sourceName, PostgresConnectionSettings settings) : IAsyncDisposable
{
    private const int KeepAliveSeconds = 30;
    private const int ReadBufferBytes = 64 << 10;

    private readonly ConcurrentDictionary<PostgresServer, NpgsqlDataSource> _dataSources = new();

    public PostgresConnectionSettings Settings => settings;

    /// <summary>Where rows are read.</summary>
    public PostgresServer RowServer => settings.Replica ?? settings.Server;

    /// <summary>The source and a server of it, as messages name them.</summary>
    public string PlaceOf(PostgresServer server) => $"source '{sourceName}' ({server})";

    /// <exception cref="Tarn.Common.TarnException">
    /// <c>TN92xx</c>: it cannot be reached, or does not let us in.
    /// </exception>
    public async Task<NpgsqlConnection> OpenAsync(PostgresServer server, CancellationToken cancellationToken)
    {
        NpgsqlConnection connection = _dataSources.GetOrAdd(server, DataSourceOf).CreateConnection();
        try
        {
            await connection.OpenAsync(cancellationToken);
            await using NpgsqlCommand command = new(SetupSql(), connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch (Exception exception)
        {
            await connection.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.Of(exception, PlaceOf(server), "connecting");
        }
    }

    /// <summary>For connections of the replication protocol, which are opened elsewhere.</summary>
    public string ConnectionStringOf(PostgresServer server)
    {
        NpgsqlConnectionStringBuilder words = new()
        {
            Host = server.Host,
            Port = server.Port,
            Database = server.Database,
            Username = server.User,
            Password = server.Password,
            ApplicationName = $"tarn {sourceName}",
            SslMode = ModeOf(settings.Tls),
            GssEncryptionMode = GssEncryptionMode.Disable,
            RootCertificate = settings.RootCertificate,
            SslCertificate = settings.ClientCertificate,
            SslKey = settings.ClientKey,
            Timeout = Math.Max(1, (int)settings.ConnectTimeout.TotalSeconds),

            // The server ends statements; the client waits a little longer, for when the server itself hangs.
            CommandTimeout = (int)Math.Min(int.MaxValue, settings.StatementTimeout.TotalSeconds) + KeepAliveSeconds,
            TcpKeepAlive = true,
            TcpKeepAliveTime = KeepAliveSeconds,
            TcpKeepAliveInterval = KeepAliveSeconds / 3,
            KeepAlive = KeepAliveSeconds,
            ReadBufferSize = ReadBufferBytes,
            Pooling = false,
        };
        return words.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (NpgsqlDataSource dataSource in _dataSources.Values)
        {
            await dataSource.DisposeAsync();
        }
    }

    /// <summary>The driver need not learn the server's types: ours are looked up where they are needed.</summary>
    private NpgsqlDataSource DataSourceOf(PostgresServer server)
    {
        NpgsqlDataSourceBuilder builder = new(ConnectionStringOf(server));
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    private string SetupSql() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        SET statement_timeout = {(long)settings.StatementTimeout.TotalMilliseconds};
        SET idle_in_transaction_session_timeout = 0;
        SET default_transaction_read_only = on;
        SET datestyle = 'ISO, MDY';
        SET intervalstyle = 'postgres';
        SET timezone = 'UTC';
        SET bytea_output = 'hex';
        SET extra_float_digits = 1;
        SET standard_conforming_strings = on
        """);

    private static SslMode ModeOf(PostgresTls tls) => tls switch
    {
        PostgresTls.Disable => SslMode.Disable,
        PostgresTls.Prefer => SslMode.Prefer,
        PostgresTls.Require => SslMode.Require,
        PostgresTls.VerifyAuthority => SslMode.VerifyCA,
        _ => SslMode.VerifyFull,
    };
}
