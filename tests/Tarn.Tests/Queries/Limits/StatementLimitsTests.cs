using Tarn.Common;
using Tarn.Queries;
using Tarn.Queries.Limits;
using Tarn.Queries.Statements;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Limits;

/// <summary>Limits of statements that are no queries.</summary>
public sealed class StatementLimitsTests : IDisposable
{
    private const string Slow = "SELECT sum(hash(a.i + b.i)) AS n FROM range(100000) a(i), range(100000) b(i)";

    private readonly LakeRig _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData($"CREATE TABLE curated.made AS {Slow}")]
    [InlineData($"CREATE TABLE curated.made WITH (partitioned_by = ARRAY['k']) AS SELECT n, 1 AS k FROM ({Slow})")]
    [InlineData($"INSERT INTO curated.t {Slow}")]
    [InlineData($"UNLOAD ({Slow}) TO 's3://raw/out/' WITH (format = 'JSON')")]
    public async Task A_statement_that_takes_too_long_is_stopped_and_leaves_nothing(string sql)
    {
        await _lake.ExecuteAsync("CREATE TABLE curated.t AS SELECT 1.5E0 AS n");
        _lake.LakeYaml += "\nengine: {limits: {time: 1s}}\n";

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.ExecuteAsync(sql));

        Assert.Equal(ErrorCodes.TimeLimit, exception.Code);
        Assert.Equal(["curated.t"], await _lake.ExecuteAsync("SHOW TABLES"));
        string data = Path.Combine(_lake.Directory, "data");
        Assert.Single(Directory.GetFiles(data, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_statement_that_would_read_too_much_is_not_started()
    {
        await _lake.ExecuteAsync("CREATE TABLE curated.t AS SELECT hash(i) AS n FROM range(1000) r(i)");
        _lake.LakeYaml += "\nengine: {limits: {scanned: 1KB}}\n";

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(
            () => _lake.ExecuteAsync("INSERT INTO curated.t SELECT n FROM curated.t"));

        Assert.Equal(ErrorCodes.ScanLimit, exception.Code);
    }

    [Fact]
    public void A_text_that_is_too_large_is_not_read()
    {
        string nested = "CREATE EXTERNAL TABLE raw.t (a " + new string('(', 100_000);

        StatementException exception = Assert.Throws<StatementException>(
            () => StatementReader.Read(nested, new QueryLimits()));

        Assert.Equal(ErrorCodes.StatementTooLarge, exception.Code);
    }
}
