using Tarn.Protocols.Aws.Kms;
using Tarn.Security.Keys;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>The keyring of a lake while it is served: keys are rotated and deleted when their time comes.</summary>
internal sealed class KeyringHost : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    private KeyringHost(KmsParts parts, TimeProvider timeProvider)
    {
        Parts = parts;
        _running = RunAsync(timeProvider, _stop.Token);
    }

    public KmsParts Parts { get; }

    /// <param name="lake">Locked by the caller.</param>
    /// <exception cref="Common.TarnException"><c>TN7001</c>: the master key is wrong, or not private.</exception>
    public static async Task<KeyringHost> StartAsync(
        LakeHost lake, CliServices services, CancellationToken cancellationToken)
    {
        LakeKeys keys = lake.Keys;
        await keys.Keyring.CheckAsync(cancellationToken);
        KmsParts parts = new()
        {
            Keyring = keys.Keyring,
            Lifecycle = new KeyLifecycle(keys.Keyring, keys.OfBuckets, services.TimeProvider),
            Contents = keys.Contents,
        };
        return new KeyringHost(parts, services.TimeProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync(TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        using PeriodicTimer timer = new(Interval, timeProvider);
        try
        {
            do
            {
                await Parts.Lifecycle.RunDueAsync(cancellationToken);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The server ends, and this with it.
        }
    }
}
