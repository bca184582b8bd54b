using Npgsql;
using Xunit;

namespace Tarn.Testing;

/// <summary>A lake whose source <c>shop</c> is a PostgreSQL database.</summary>
public sealed class PostgresLake : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;

    /// <param name="connectionString">Of the database.</param>
    /// <param name="tables">What the source says of its tables, as lines of YAML.</param>
    public PostgresLake(string connectionString, params string[] tables)
    {
        _database = NpgsqlDataSource.Create(connectionString);
        NpgsqlConnectionStringBuilder words = new(connectionString);
        Rig.Write("secrets/password", words.Password ?? "");
        Rig.Write("sources/shop.yaml", $$"""
            kind: source
            type: postgres
            connection:
              host: {{words.Host}}
              port: {{words.Port}}
              database: {{words.Database}}
              user: {{words.Username}}
              password: "${file:secrets/password}"
            tables:
              {{string.Join("\n  ", tables)}}
            """);
    }

    public LakeRig Rig { get; } = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Runs statements in the database.</summary>
    public async Task ChangeAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>A connection of its own, for a transaction that stays open.</summary>
    public async Task<NpgsqlConnection> ConnectAsync() => await _database.OpenConnectionAsync(Token);

    /// <summary>The first column of the rows of a query in the database.</summary>
    public async Task<string[]> ReadAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Token);
        List<string> rows = [];
        while (await reader.ReadAsync(Token))
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows];
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Rig.Dispose();
    }
}
