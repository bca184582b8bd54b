using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage;

public sealed class KilledWriterTests : IDisposable
{
    private const int KilledExitCode = 128 + 9;

    private readonly TemporaryDirectory _directory = new();
    private readonly LocalObjectStore _store;

    public KilledWriterTests() =>
        _store = new LocalObjectStore("racer", Root, TimeProvider.System, new SequentialIdSource());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => _directory.Sub("racer");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(Failpoints.StoragePutBeforeRename, "old", 1)]
    [InlineData(Failpoints.StoragePutAfterRename, "new", 0)]
    public async Task A_put_that_is_killed_leaves_the_old_or_the_new_content(
        string failpoint, string expected, int leftovers)
    {
        await _store.PutAsync("a/b", "old"u8.ToArray(), PutCondition.None, Cancellation);

        await RunKilledAsync(failpoint, "put", Root, "a/b", "new");

        Assert.Equal(expected, Encoding.UTF8.GetString((await _store.ReadAsync("a/b", Cancellation))!));
        Assert.Equal(1, await CountAsync());
        Assert.Equal(leftovers, await _store.RemoveLeftoversAsync(DateTimeOffset.UtcNow.AddDays(1), Cancellation));
    }

    [Theory]
    [InlineData(Failpoints.StorageMoveBeforeRename)]
    [InlineData(Failpoints.StorageMoveAfterRename)]
    public async Task A_move_that_is_killed_can_be_repeated(string failpoint)
    {
        string file = _directory.Sub("part");
        await File.WriteAllTextAsync(file, "rows", Cancellation);

        await RunKilledAsync(failpoint, "move", Root, file, "table/part");
        await _store.MoveInAsync(file, "table/part", Cancellation);

        Assert.Equal("rows"u8.ToArray(), await _store.ReadAsync("table/part", Cancellation));
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_failpoint_with_a_number_waits_for_that_hit()
    {
        using RacerProcess racer = RacerProcess.Start(Failpoints.StoragePutBeforeRename + ":2", "put", Root, "a", "x");

        Assert.Equal(0, await racer.WaitAsync(Cancellation));
        Assert.Equal(1, await CountAsync());
    }

    private static async Task RunKilledAsync(string failpoint, params string[] arguments)
    {
        using RacerProcess racer = RacerProcess.Start(failpoint, arguments);
        Assert.Equal(KilledExitCode, await racer.WaitAsync(Cancellation));
    }

    private async Task<int> CountAsync()
    {
        int count = 0;
        await foreach (ObjectInfo _ in _store.ListAsync("", Cancellation))
        {
            count++;
        }

        return count;
    }
}
