using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>An UPDATE that is killed leaves the table as it was, or changed, and can be run again.</summary>
public sealed class RowChangeKillTests : IDisposable
{
    private const string Update = "UPDATE staging.t SET n = n + 1 WHERE p = 1";

    private readonly LakeRig _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData(Failpoints.StorageMoveBeforeRename, "0:2,1:2")]
    [InlineData(Failpoints.StorageMoveAfterRename, "0:2,1:2")]
    [InlineData(Failpoints.TablesCommitBeforePut, "0:2,1:2")]
    [InlineData(Failpoints.TablesCommitAfterPut, "0:2,1:4")]
    public async Task Rows_are_those_of_before_or_of_after(string failpoint, string rows)
    {
        _lake.WriteModel(
            "staging.t",
            "materialized: table\npartition_by: [p]",
            "SELECT i AS id, i % 2 AS p, 1 AS n FROM range(4) r(i)");
        await _lake.RunAsync();
        using TarnProcess process = TarnProcess.Start(
            ["-C", _lake.Directory, "query", Update],
            new Dictionary<string, string> { ["TARN_FAILPOINT"] = failpoint });
        Assert.Equal(TarnProcess.Killed, (await process.WaitAsync()).ExitCode);

        const string sums = "SELECT array_join(array_agg(p || ':' || CAST(s AS varchar) ORDER BY p), ',') FROM "
            + "(SELECT CAST(p AS varchar) AS p, sum(n) AS s FROM staging.t GROUP BY p)";
        Assert.Equal([rows], await _lake.QueryAsync(sums));
        TarnResult again = await TarnProcess.RunAsync("-C", _lake.Directory, "query", Update, "-o", "csv");
        Assert.True(again.ExitCode == 0, again.ToString());
        Assert.Equal("rows\n2\n", again.Output);
    }
}
