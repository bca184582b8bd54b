using System.Diagnostics;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>
/// A lake that ran without a crash, made once for all tests of the class: what every other must equal.
/// </summary>
public sealed class UndisturbedRun : IAsyncLifetime
{
    private TaxiLake? _fresh;

    /// <summary>Never ran; copy it.</summary>
    public TaxiLake Fresh => _fresh!;

    public string[] Digest { get; private set; } = [];

    /// <summary>How long a whole run takes on this machine now.</summary>
    public TimeSpan Duration { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _fresh = await TaxiLake.CreateAsync();
        using TaxiLake reference = _fresh.Copy();
        long started = Stopwatch.GetTimestamp();
        TarnResult result = await reference.RunAsync();
        Duration = Stopwatch.GetElapsedTime(started);
        Assert.True(result.ExitCode == 0, result.ToString());
        Digest = await reference.DigestAsync();
        Assert.Empty(reference.Leftovers());
    }

    public ValueTask DisposeAsync()
    {
        _fresh?.Dispose();
        return ValueTask.CompletedTask;
    }
}
