using Npgsql;
using Tarn.Sources.Postgres.PrivateServer;
using Tarn.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Tarn.Tests.Sources.Postgres;

public sealed class PrivatePostgresTests(PostgresFixture postgres)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Databases_are_apart_and_empty()
    {
        string first = await postgres.CreateDatabaseAsync();
        string second = await postgres.CreateDatabaseAsync();
        await RunAsync(first, "CREATE TABLE t (a int)");

        Assert.Equal(1L, await RunAsync(first, "SELECT count(*) FROM pg_tables WHERE tablename = 't'"));
        Assert.Equal(0L, await RunAsync(second, "SELECT count(*) FROM pg_tables WHERE tablename = 't'"));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_crash()
    {
        await using PrivatePostgres server = await PostgresFixture.StartOwnAsync(("fsync", "on"));
        await RunAsync(server.ConnectionString, "CREATE TABLE t AS SELECT 42::bigint AS a");
        int port = server.Port;

        await server.RestartAsync(isCrash: true, Cancellation);

        Assert.Equal(port, server.Port);
        Assert.Equal(42L, await RunAsync(server.ConnectionString, "SELECT a FROM t"));
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        PrivatePostgres server = await postgres.GetAsync();
        NpgsqlConnectionStringBuilder words = new(server.ConnectionString) { Password = "guess", Pooling = false };

        PostgresException exception = await Assert.ThrowsAsync<PostgresException>(
            () => RunAsync(words.ConnectionString, "SELECT 1"));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, exception.SqlState);
    }

    [Fact]
    public async Task It_is_gone_with_its_directory()
    {
        string directory = Path.Join(Path.GetTempPath(), $"tarn-postgres-gone-{Environment.ProcessId}");
        Assert.SkipWhen(PostgresPrograms.Find() is null, "PostgreSQL is not installed");
        PrivatePostgres server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(directory), TimeProvider.System, Cancellation);

        await server.DisposeAsync();

        Assert.False(Directory.Exists(directory));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(server.ConnectionString, "SELECT 1"));
    }

    private static async Task<object?> RunAsync(string connectionString, string sql)
    {
        await using NpgsqlConnection connection = new(connectionString);
        await connection.OpenAsync(Cancellation);
        await using NpgsqlCommand command = new(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
