using Tarn.Sources.Postgres.Copying;
using Xunit;

namespace Tarn.Tests.Sources.Postgres.Copying;

public sealed class CopyPumpTests
{
    private const int AheadBytesMax = 5 * (256 << 10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_network_is_never_more_than_a_few_blocks_ahead_of_who_reads()
    {
        Endless stream = new();
        await using CopyPump pump = CopyPump.Start(
            _ => Task.FromResult<ICopyStream>(stream), TimeProvider.System, Token);
        CopyBytes bytes = new(pump.Blocks, Token);
        for (int i = 0; i < 1000; i++)
        {
            bytes.Take(100_000);
            Assert.InRange(stream.Sent - bytes.Taken, 0, AheadBytesMax);
        }
    }

    [Fact]
    public async Task Disposing_ends_a_pump_that_waits_for_the_network()
    {
        Silent stream = new();
        CopyPump pump = CopyPump.Start(_ => Task.FromResult<ICopyStream>(stream), TimeProvider.System, Token);
        await stream.IsAsked.Task;

        await pump.DisposeAsync();

        Assert.True(stream.IsDisposed);
    }

    private sealed class Endless : ICopyStream
    {
        private long _sent;

        public long Sent => Interlocked.Read(ref _sent);

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            int count = Math.Min(buffer.Length, 10_000);
            Interlocked.Add(ref _sent, count);
            return ValueTask.FromResult(count);
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private sealed class Silent : ICopyStream
    {
        public TaskCompletionSource IsAsked { get; } = new();

        public bool IsDisposed { get; private set; }

        public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            IsAsked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }

        public ValueTask DisposeAsync()
        {
            IsDisposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
