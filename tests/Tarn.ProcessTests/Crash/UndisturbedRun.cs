using System.Diagnostics;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>
/// A lake with something to run, and what a run without a crash makes of it, which every other must equal. Made once
/// for all tests of a class.
/// </summary>
public abstract class UndisturbedRun : IAsyncLifetime
{
    private TaxiLake? _waiting;

    /// <summary>The lake before the run; copy it.</summary>
    public TaxiLake Waiting => _waiting!;

    public string[] Digest { get; private set; } = [];

    /// <summary>How long a whole run takes on this machine now.</summary>
    public TimeSpan Duration { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _waiting = await TaxiLake.CreateAsync();
        await PrepareAsync(_waiting);
        using TaxiLake reference = _waiting.Copy();
        long started = Stopwatch.GetTimestamp();
        TarnResult result = await reference.RunAsync();
        Duration = Stopwatch.GetElapsedTime(started);
        Assert.True(result.ExitCode == 0, result.ToString());
        Digest = await reference.DigestAsync();
        Assert.Empty(reference.Leftovers());
    }

    public ValueTask DisposeAsync()
    {
        _waiting?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Brings a lake with two months of trips that has never run to where the runs begin.</summary>
    protected abstract Task PrepareAsync(TaxiLake lake);

    /// <summary>Every table is made by the run.</summary>
    public sealed class First : UndisturbedRun
    {
        protected override Task PrepareAsync(TaxiLake lake) => Task.CompletedTask;
    }

    /// <summary>One month is new and one was delivered again, so rows are added and replaced.</summary>
    public sealed class Later : UndisturbedRun
    {
        protected override async Task PrepareAsync(TaxiLake lake)
        {
            TarnResult result = await lake.RunAsync();
            Assert.True(result.ExitCode == 0, result.ToString());
            await lake.GenerateAsync("2024-03", rows: 4000, seed: 7);
            await lake.GenerateAsync("2024-04", rows: 3000);
        }
    }
}
