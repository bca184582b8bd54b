using Tarn.Protocols.Aws.Kms;
using Tarn.Security.Keys;
using Tarn.Storage.Encryption;

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
        Keyring keyring = new(
            lake.Definition.Security.MasterKeyIn(lake.StateDirectory),
            lake.Documents,
            services.IdSource,
            services.TimeProvider);
        await keyring.CheckAsync(cancellationToken);
        BucketKeys bucketKeys = new(keyring, lake.Documents, services.TimeProvider);
        KmsParts parts = new()
        {
            Keyring = keyring,
            Lifecycle = new KeyLifecycle(keyring, bucketKeys, services.TimeProvider),
            Contents = new ContentKeys(keyring, bucketKeys),
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
