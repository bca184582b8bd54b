using System.Diagnostics;
using Tarn.Common;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.State;

public sealed class LakeLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string State => _directory.Sub("lake", ".tarn");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void The_lock_is_held_once_and_free_after_dispose()
    {
        using (LakeLock.Acquire(State))
        {
            TarnException refused = Assert.Throws<TarnException>(() => LakeLock.Acquire(State));
            Assert.Equal(ErrorCodes.LakeLocked, refused.Code);
            Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        }

        using LakeLock again = LakeLock.Acquire(State);
        Assert.True(again.StartedAt <= DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Another_process_is_named_and_its_lock_ends_with_kill()
    {
        using RacerProcess holder = RacerProcess.Start(failpoint: null, "lock", State);
        Assert.Equal("held", await holder.ReadLineAsync(Cancellation));

        TarnException refused = Assert.Throws<TarnException>(() => LakeLock.Acquire(State));
        Assert.Equal(ErrorCodes.LakeLocked, refused.Code);
        Assert.Contains($"process {holder.Id}", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"kill {holder.Id}", refused.Hint, StringComparison.Ordinal);

        await holder.KillAsync(Cancellation);
        using LakeLock free = LakeLock.Acquire(State);
    }

    [Fact]
    public async Task Another_process_is_refused_while_this_one_holds_it()
    {
        using LakeLock held = LakeLock.Acquire(State);
        using RacerProcess second = RacerProcess.Start(failpoint: null, "lock", State);

        Assert.Equal([ErrorCodes.LakeLocked], await second.ReadToEndAsync(Cancellation));
        Assert.Equal(2, await second.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task An_unreadable_holder_does_not_matter()
    {
        Directory.CreateDirectory(State);
        await File.WriteAllTextAsync(Path.Join(State, "lock"), "garbage", Cancellation);
        using LakeLock held = LakeLock.Acquire(State);
        using Process truncate = Process.Start("truncate", ["-s", "0", Path.Join(State, "lock")]);
        await truncate.WaitForExitAsync(Cancellation);

        TarnException refused = Assert.Throws<TarnException>(() => LakeLock.Acquire(State));
        Assert.Contains("another process", refused.Message, StringComparison.Ordinal);
    }
}
