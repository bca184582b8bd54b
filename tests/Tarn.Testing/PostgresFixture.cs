using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using Tarn.Sources.Postgres.PrivateServer;
using Xunit;

namespace Tarn.Testing;

/// <summary>
/// A PostgreSQL server for the tests of an assembly, started for the first that asks; each gets databases of its own.
/// Who restarts or stops a server starts one of its own by <see cref="StartOwnAsync"/>.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _turn = new(1);
    private PrivatePostgres? _server;
    private int _databases;

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public async Task<PrivatePostgres> GetAsync()
    {
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _server ??= await StartOwnAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync()
    {
        PrivatePostgres server = await GetAsync();
        string name = string.Create(
            CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using NpgsqlConnection connection = new(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using NpgsqlCommand command = new($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return server.ConnectionStringOf(name);
    }

    /// <summary>One that the test may stop; skips the test where PostgreSQL is not installed.</summary>
    /// <param name="settings">Of postgresql.conf.</param>
    public static Task<PrivatePostgres> StartOwnAsync(params (string Name, string Value)[] settings) =>
        StartAsync(standbyOf: null, settings);

    /// <summary>A hot standby of another, which ends with it or before.</summary>
    public static Task<PrivatePostgres> StartStandbyAsync(PrivatePostgres primary) => StartAsync(primary, []);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static async Task<PrivatePostgres> StartAsync(
        PrivatePostgres? standbyOf, (string Name, string Value)[] settings)
    {
        Assert.SkipWhen(PostgresPrograms.Find() is null, "PostgreSQL is not installed");

        // Not below a directory that only root may enter: the server runs as another user then.
        string directory = Path.Join(
            Path.GetTempPath(), "tarn-postgres-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        return await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(directory)
            {
                StandbyOf = standbyOf,
                Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
            },
            TimeProvider.System,
            TestContext.Current.CancellationToken);
    }
}
