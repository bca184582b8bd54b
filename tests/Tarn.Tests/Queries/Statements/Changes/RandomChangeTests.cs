using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Queries.Statements;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>Random statements change a table of the lake as DuckDB changes one of its own.</summary>
public sealed class RandomChangeTests : IDisposable
{
    private static readonly int Statements = LongTests.Choose(shortly: 30, atLength: 80);

    private readonly ChangeLake _lake = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "delta.enableDeletionVectors")]
    [InlineData(true, "delta.enableChangeDataFeed")]
    public async Task Rows_are_those_that_DuckDB_has(bool isPartitioned, string? property)
    {
        await _lake.MakeAsync(
            RandomChanges.Rows,
            isPartitioned ? ["g"] : [],
            property is null ? null : new Dictionary<string, string?> { [property] = "true" });
        using LakeHost host = await _lake.Lake.OpenAsync();
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection bare = engine.Connect();
        await bare.ExecuteAsync($"CREATE TABLE t AS {RandomChanges.Rows}", Cancellation);
        RandomChanges changes = new(new Random(TestSeed.Read()));
        for (int i = 0; i < Statements; i++)
        {
            string sql = changes.Next("t");
            long expected = await bare.ExecuteAsync(sql, Cancellation);

            StatementResult result = await host.Statements.RunAsync(
                StatementReader.Read(InLake(sql)), Cancellation);

            Assert.True(result.Rows[0][0] == $"{expected}", $"{sql}: {result.Rows[0][0]} rows, not {expected}");
            string[] rows = await RowsAsync(host);
            Assert.True((await RowsAsync(bare)).SequenceEqual(rows), $"other rows after {i}: {sql}");
            if (rows.Length < 40)
            {
                await bare.ExecuteAsync($"INSERT INTO t {RandomChanges.Rows}", Cancellation);
                await host.Statements.RunAsync(
                    StatementReader.Read($"INSERT INTO curated.t {RandomChanges.Rows}"), Cancellation);
            }
        }
    }

    private static string InLake(string sql) =>
        $"{sql} ".Replace(" t ", $" {ChangeLake.Table} ", StringComparison.Ordinal);

    private static async Task<string[]> RowsAsync(DuckConnection bare)
    {
        IReadOnlyList<object?[]> rows = await bare.QueryAllAsync(
            $"SELECT {RandomChanges.Columns} FROM t ORDER BY ALL", Cancellation);
        return [.. rows.Select(Text)];
    }

    private static async Task<string[]> RowsAsync(LakeHost host)
    {
        await using QueryExecution query = await host.Queries.RunAsync(
            $"SELECT {RandomChanges.Columns} FROM curated.t ORDER BY ALL",
            new Dictionary<string, object?>(),
            Cancellation);
        List<string> rows = [];
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(Cancellation))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                rows.Add(Text(batch.GetRow(row)));
            }
        }

        return [.. rows];
    }

    private static string Text(object?[] row) => string.Join('|', row.Select(value => $"{value ?? "null"}"));
}
