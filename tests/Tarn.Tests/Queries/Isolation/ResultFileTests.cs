using Tarn.Engine;
using Tarn.Engine.Values;
using Tarn.Queries.Isolation;
using Tarn.Queries.Limits;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Isolation;

/// <summary>What a worker writes is read as it was.</summary>
public sealed class ResultFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly DuckInstance _engine = DuckInstance.Open(new EngineOptions { Threads = 1 });

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData("SELECT * FROM test_all_types()")]
    [InlineData("SELECT large_enum, [large_enum] AS l FROM test_all_types(use_large_enum := true)")]
    [InlineData("SELECT i, [i, NULL] AS l FROM range(5000) t(i) WHERE i % 3 > 0")]
    [InlineData("SELECT NULL AS n, 1 AS n, 'x' AS \"a \"\"quoted\"\" name\", 1.5::DECIMAL(38, 10) AS d")]
    [InlineData("SELECT '{\"a\": 1}'::JSON AS j, TIME_NS '01:02:03.123456789' AS t, 12345678901234567890::BIGNUM AS b")]
    [InlineData("SELECT 1 AS nothing WHERE false")]
    public async Task Types_and_values_are_the_same(string sql)
    {
        using DuckConnection connection = _engine.Connect();
        await using RowReader direct = await connection.QueryAsync(sql, CancellationToken.None);
        List<object?[]> expected = await RowsAsync(direct);

        await using ResultScope scope = await WriteAsync(sql);
        await using RowReader read = await scope.Connection.QueryAsync(scope.Sql, CancellationToken.None);
        List<object?[]> actual = await RowsAsync(read);

        Assert.Equal(direct.Columns, read.Columns);
        Assert.Equal(expected.Count, actual.Count);
        Assert.All(expected.Zip(actual), pair => Assert.True(
            ValueEquality.AreEqual(pair.First, pair.Second), string.Join('|', pair.Second)));
    }

    [Fact]
    public async Task Signs_of_zero_and_numbers_that_are_none_are_kept()
    {
        await using ResultScope scope = await WriteAsync(
            "SELECT * FROM (VALUES (-0.0::DOUBLE, '-0.0'::FLOAT), ('NaN', 'NaN'), ('-Infinity', 'Infinity')) t(d, f)");
        await using RowReader read = await scope.Connection.QueryAsync(scope.Sql, CancellationToken.None);

        List<object?[]> rows = await RowsAsync(read);

        Assert.Equal([-0.0, double.NaN, double.NegativeInfinity], rows.Select(row => (double)row[0]!));
        Assert.True(double.IsNegative((double)rows[0][0]!));
        Assert.True(float.IsNegative((float)rows[0][1]!));
    }

    [Fact]
    public async Task The_directory_goes_with_the_scope()
    {
        ResultScope scope = await WriteAsync("SELECT 1 AS a");
        Assert.True(Directory.Exists(Path.Combine(_directory.Path, "statement")));

        await scope.DisposeAsync();

        Assert.False(Directory.Exists(Path.Combine(_directory.Path, "statement")));
    }

    private static async Task<List<object?[]>> RowsAsync(RowReader reader)
    {
        List<object?[]> rows = [];
        await foreach (RowBatch batch in reader.ReadBatchesAsync(CancellationToken.None))
        {
            rows.AddRange(Enumerable.Range(0, batch.RowCount).Select(batch.GetRow));
        }

        return rows;
    }

    private async Task<ResultScope> WriteAsync(string sql)
    {
        string directory = Path.Combine(_directory.Path, "statement");
        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, "result.duckdb");
        using DuckConnection connection = _engine.Connect();
        await using RowReader reader = await connection.QueryAsync(sql, CancellationToken.None);
        QueryLimits limits = new();
        using StatementClock clock = new(limits, TimeProvider.System);
        LimitedRows rows = new(reader, clock, limits, error => error);
        await ResultFile.WriteAsync(_engine, path, rows, CancellationToken.None);
        WorkerResponse response = new() { Columns = ResultFile.Describe(reader.Columns) };
        return await ResultScope.OpenAsync(_engine, response, path, directory, CancellationToken.None);
    }
}
