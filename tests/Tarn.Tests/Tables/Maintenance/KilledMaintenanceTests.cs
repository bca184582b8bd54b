using Tarn.Common;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Maintenance;

/// <summary>Processes killed at each step of an optimize and of a vacuum.</summary>
public sealed class KilledMaintenanceTests : IDisposable
{
    private const int KilledExitCode = 128 + 9;
    private const string Rows = "SELECT range AS i, (range % 2)::INTEGER AS p FROM range(30)";

    private static readonly TableField[] Fields = [new("i", "BIGINT"), new("p", "INTEGER")];
    private readonly LakeTableRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("optimize", Failpoints.TablesOptimizeWritten)]
    [InlineData("optimize", Failpoints.StorageMoveAfterRename)]
    [InlineData("optimize", Failpoints.TablesOptimizeMoved)]
    [InlineData("optimize", Failpoints.TablesCommitBeforePut)]
    [InlineData("optimize", Failpoints.TablesCommitAfterPut)]
    [InlineData("optimize", Failpoints.TablesOptimizeCommitted)]
    [InlineData("optimize", Failpoints.TablesOptimizeMoved + ":2")]
    [InlineData("vacuum", Failpoints.TablesVacuumPlanned)]
    [InlineData("vacuum", Failpoints.StorageDeleteBeforeUnlink)]
    [InlineData("vacuum", Failpoints.StorageDeleteBeforeUnlink + ":2")]
    [InlineData("vacuum", Failpoints.TablesVacuumDeleted)]
    public async Task No_row_is_lost_and_the_next_one_finishes_the_work(string work, string failpoint)
    {
        for (int i = 0; i < 3; i++)
        {
            await _rig.WriteAsync(
                WriteMode.Append, $"FROM ({Rows}) WHERE i BETWEEN {i * 10} AND {(i * 10) + 9}", Fields, "p");
        }

        if (work == "vacuum")
        {
            await RunAsync(null, "optimize", 0);
        }

        await RunAsync(failpoint, work, KilledExitCode);
        await _rig.HoldsAsync(Rows, await _rig.ScanAsync());

        await RunAsync(null, "optimize", 0);
        await RunAsync(null, "vacuum", 0);
        await _rig.HoldsAsync(Rows, await _rig.ScanAsync());
        Assert.Equal(2, (await _rig.LoadAsync()).Files.Count);
        Assert.Equal(2, Directory.GetFiles(_rig.TableDirectory, "*.parquet", SearchOption.AllDirectories).Length);
    }

    private async Task RunAsync(string? failpoint, string work, int exitCode)
    {
        using RacerProcess process = RacerProcess.Start(failpoint, work, _rig.BucketDirectory, LakeTableRig.Root);
        Assert.Equal(exitCode, await process.WaitAsync(TestContext.Current.CancellationToken));
    }
}
