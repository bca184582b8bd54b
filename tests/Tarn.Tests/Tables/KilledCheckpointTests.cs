using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Processes killed around a commit and the checkpoint after it.</summary>
public sealed class KilledCheckpointTests : IDisposable
{
    private const int KilledExitCode = 128 + 9;
    private const string Root = "t";

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckInstance _engine = DuckInstance.Open(new EngineOptions { Threads = 1 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }

    [Theory]
    [InlineData(Failpoints.TablesCommitBeforePut + ":11", 10, false)]
    [InlineData(Failpoints.TablesCommitAfterPut + ":11", 11, false)]
    [InlineData(Failpoints.TablesCheckpointBeforePut, 11, false)]
    [InlineData(Failpoints.TablesCheckpointAfterPut, 11, true)]
    public async Task The_table_is_as_after_the_last_commit_and_others_make_the_checkpoint(
        string failpoint, int files, bool hasCheckpoint)
    {
        await File.WriteAllTextAsync(_directory.Sub("start"), "", Cancellation);
        using RacerProcess killed = Racer(failpoint, "12");
        Assert.Equal(KilledExitCode, await killed.WaitAsync(Cancellation));

        DeltaTable table = new(Store(), Root, _engine, TimeProvider.System, new SequentialIdSource());
        Assert.Equal(files, (await table.LoadAsync(Cancellation))!.Files.Count);
        Assert.Equal(hasCheckpoint, (await CheckpointsAsync()).Count == 1);

        using RacerProcess next = Racer(failpoint: null, "10");
        Assert.Equal(0, await next.WaitAsync(Cancellation));
        Assert.Equal(files + 10, (await table.LoadAsync(Cancellation))!.Files.Count);
        Assert.NotEmpty(await CheckpointsAsync());
    }

    private RacerProcess Racer(string? failpoint, string commits) => RacerProcess.Start(
        failpoint, "commits", _directory.Sub("bucket"), _directory.Sub("start"), commits, "1");

    private LocalObjectStore Store() =>
        new("b", _directory.Sub("bucket"), TimeProvider.System, new SequentialIdSource());

    private async Task<IReadOnlyList<string>> CheckpointsAsync() => await Store()
        .ListAsync($"{Root}/_delta_log/", Cancellation)
        .Select(entry => entry.Key)
        .Where(key => key.EndsWith(".checkpoint.parquet", StringComparison.Ordinal))
        .ToListAsync(Cancellation);
}
