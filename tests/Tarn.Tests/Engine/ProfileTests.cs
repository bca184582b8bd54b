using Tarn.Engine;
using Tarn.Engine.Execution;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class ProfileTests : EngineTest
{
    [Fact]
    public async Task A_profile_says_bytes_rows_and_operators()
    {
        using TemporaryDirectory directory = new();
        string path = directory.Sub("numbers.parquet");
        await Connection.ExecuteAsync(
            $"COPY (SELECT i, hash(i) AS h FROM range(500_000) t(i)) TO {SqlText.Literal(path)}", Token);
        Connection.IsProfiling = true;

        await Fails("SELECT nope");
        await Scalar($"SELECT sum(h) FROM {SqlText.Literal(path)} WHERE i >= 0");
        QueryProfile whole = Connection.LastProfile!;
        await Scalar($"SELECT sum(i) FROM {SqlText.Literal(path)} WHERE i >= 0");
        QueryProfile part = Connection.LastProfile!;

        Assert.True(whole.Seconds > 0);
        Assert.Equal(1, whole.RowsReturned);
        Assert.InRange(whole.RowsScanned, 500_000, 1_000_000);
        Assert.InRange(whole.BytesRead, 3_000_000, new FileInfo(path).Length * 11 / 10);
        Assert.True(part.BytesRead < whole.BytesRead, "one narrow column should cost less than both");
        OperatorProfile scan = Operators(whole.Root)
            .Single(node => node.Name.Contains("PARQUET", StringComparison.Ordinal));
        Assert.Equal(500_000, scan.Rows);
        Assert.Equal(path, scan.Extra["Filename(s)"]);
        Assert.Equal("PARQUET_SCAN", scan.Extra["Function"]);
    }

    [Fact]
    public async Task Without_profiling_there_is_none()
    {
        Connection.IsProfiling = true;
        await Scalar("SELECT 1");
        Assert.NotNull(Connection.LastProfile);
        Connection.IsProfiling = false;
        QueryProfile before = Connection.LastProfile;

        await Scalar("SELECT 2");

        Assert.Same(before, Connection.LastProfile);
    }

    [Fact]
    public void Extra_facts_are_read_with_quotes()
    {
        IReadOnlyDictionary<string, string> facts = ExtraInfo.Parse(
            "{Function=PARQUET_SCAN, Projections='', 'Filename(s)'='/a, b/it\\'s=x', __estimated_cardinality__=10}");

        Assert.Equal(4, facts.Count);
        Assert.Equal("", facts["Projections"]);
        Assert.Equal("/a, b/it's=x", facts["Filename(s)"]);
        Assert.Equal("10", facts["estimated_cardinality"]);
    }

    [Fact]
    public async Task Progress_is_known_while_a_file_is_read()
    {
        using TemporaryDirectory directory = new();
        string path = directory.Sub("numbers.parquet");
        await Connection.ExecuteAsync(
            $"COPY (SELECT i FROM range(20_000_000) t(i)) TO {SqlText.Literal(path)}", Token);
        Assert.Null(Connection.ProgressPercent);
        using CancellationTokenSource stop = new();
        Task<long> running = Connection.ExecuteAsync(
            $"SELECT max(sha256(i::VARCHAR)) FROM {SqlText.Literal(path)}", stop.Token);
        double percent = 0;
        while (!running.IsCompleted && percent <= 0)
        {
            percent = Connection.ProgressPercent ?? 0;
            await Task.Delay(10, Token);
        }

        Assert.InRange(percent, 0.0001, 100);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private static IEnumerable<OperatorProfile> Operators(OperatorProfile root) =>
        root.Children.SelectMany(Operators).Prepend(root);
}
