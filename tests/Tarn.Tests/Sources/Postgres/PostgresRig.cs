using System.Globalization;
using Npgsql;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Sources;
using Tarn.Sources.Postgres;
using Tarn.Sources.Reading;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Sources.Postgres;

/// <summary>A database, the source that reads it, and what was extracted from it so far.</summary>
internal sealed class PostgresRig : IAsyncDisposable
{
    private static readonly SourceLocation Place = new("sources/shop.yaml", 1, 1);

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckInstance _engine = DuckInstance.Open(new EngineOptions());
    private readonly NpgsqlDataSource _database;
    private int _extractions;

    public PostgresRig(string connectionString)
    {
        NpgsqlConnectionStringBuilder words = new(connectionString);
        _database = NpgsqlDataSource.Create(connectionString);
        Settings = new PostgresConnectionSettings
        {
            Server = new PostgresServer
            {
                Host = words.Host!,
                Port = words.Port,
                Database = words.Database!,
                User = words.Username!,
                Password = words.Password,
            },
            RetryDelay = TimeSpan.FromMilliseconds(20),
        };
    }

    public PostgresConnectionSettings Settings { get; set; }

    public bool IsConsistent { get; init; } = true;

    public long MemoryBytesMax { get; init; } = 1L << 30;

    public PostgresSourceDefinition Definition => new()
    {
        Name = "shop",
        Place = Place,
        Connection = Settings,
        IsConsistent = IsConsistent,
    };

    /// <summary>Bookmarks, by the table that is filled.</summary>
    public Dictionary<TableName, SourcePosition> Positions { get; } = [];

    public SourceProgress? LastProgress { get; private set; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PostgresRig> OfNewDatabaseAsync(PostgresFixture postgres, string setupSql)
    {
        PostgresRig rig = new(await postgres.CreateDatabaseAsync());
        await rig.RunAsync(setupSql);
        return rig;
    }

    public static SourceTable Table(
        string name, SourceStrategy strategy, SourceIncrement? increment = null, params IReadOnlyList<string> key) =>
        new()
        {
            Key = key,
            Name = name,
            Into = TableName.Parse("raw.orders"),
            Place = Place,
            Strategy = strategy,
            Increment = increment,
        };

    /// <summary>A connection of the test's own.</summary>
    public async Task<NpgsqlConnection> ConnectAsync() => await _database.OpenConnectionAsync(Token);

    /// <summary>Runs statements in the database.</summary>
    public async Task RunAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }

    /// <summary>Asks the database for one value.</summary>
    public async Task<object?> AskAsync(string sql)
    {
        await using NpgsqlCommand command = _database.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Token);
    }

    /// <summary>Ends when the server has no connection of the source's any more; it notices a moment later.</summary>
    public async Task WaitUntilAloneAsync()
    {
        const string sql =
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name LIKE 'tarn%'
            """;
        while (await AskAsync(sql) is not 0L)
        {
            await Task.Delay(10, Token);
        }
    }

    public Task<ISourceReading> OpenAsync(params IReadOnlyList<SourceTable> tables) =>
        new PostgresConnector(TimeProvider.System) { MemoryBytesMax = MemoryBytesMax }.OpenAsync(
            new SourceReadingRequest
            {
                Source = Definition,
                Tables = tables,
                Positions = Positions,
                RunId = "run" + Interlocked.Increment(ref _extractions).ToString(CultureInfo.InvariantCulture),
            },
            Token);

    public async Task<SourceExtraction> ExtractAsync(SourceTable table, SourcePosition? since = null)
    {
        await using ISourceReading reading = await OpenAsync(table);
        return await ExtractAsync(reading, table, since);
    }

    /// <summary>What a run does: from the bookmark on, which moves, and then the source is told.</summary>
    public async Task<SourceExtraction> RunAsync(SourceTable table)
    {
        await using ISourceReading reading = await OpenAsync(table);
        SourceExtraction extraction = await ExtractAsync(reading, table, Positions.GetValueOrDefault(table.Into));
        Positions[table.Into] = extraction.Next!;
        await reading.ConfirmAsync(table, extraction.Next!, Token);
        return extraction;
    }

    public Task<SourceExtraction> ExtractAsync(
        ISourceReading reading,
        SourceTable table,
        SourcePosition? since = null,
        CancellationToken? cancellation = null) =>
        reading.ExtractAsync(
            table,
            since,
            NewDirectory(),
            new LastReport(this),
            cancellation ?? Token);

    public string NewDirectory() =>
        _directory.Sub("out" + Interlocked.Increment(ref _extractions).ToString(CultureInfo.InvariantCulture));

    /// <summary>How many files there are below the directories of extractions.</summary>
    public int CountFiles() => Directory.EnumerateFiles(_directory.Path, "*", SearchOption.AllDirectories).Count();

    /// <summary>Asks the engine about what was extracted, which is called <c>t</c>.</summary>
    public async Task<IReadOnlyList<object?[]>> ReadAsync(
        string sql, params IReadOnlyList<SourceExtraction> extractions)
    {
        using DuckConnection connection = _engine.Connect();
        string[] parts =
        [
            .. extractions
                .Where(extraction => extraction.Files.Count > 0)
                .Select(extraction =>
                    $"SELECT * FROM ({TableScan.Sql(extraction.Fields, [], extraction.Files)})"),
        ];
        await connection.ExecuteAsync($"CREATE VIEW t AS {string.Join(" UNION ALL ", parts)}", Token);
        try
        {
            return await connection.QueryAllAsync(sql, Token);
        }
        finally
        {
            await connection.ExecuteAsync("DROP VIEW t", CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _engine.Dispose();
        _directory.Dispose();
    }

    private sealed class LastReport(PostgresRig rig) : IProgress<SourceProgress>
    {
        public void Report(SourceProgress value) => rig.LastProgress = value;
    }
}
