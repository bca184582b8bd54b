using Tarn.Protocols.Aws.Kms;
using Tarn.Security.Keys;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>The keyring of a lake while it is served: keys are rotated and deleted when their time comes.</summary>
internal sealed class KeyringHost : IAsyncDisposable
{
    private readonly HourlyWork _changes;

    private KeyringHost(KmsParts parts, Action<Exception> failed, TimeProvider timeProvider)
    {
        Parts = parts;
        _changes = new HourlyWork(parts.Lifecycle.RunDueAsync, failed, timeProvider);
    }

    public KmsParts Parts { get; }

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="services">Clock and ids.</param>
    /// <param name="failed">Is told why keys whose time has come are as they were.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="Common.TarnException"><c>TN7001</c>: the master key is wrong, or not private.</exception>
    public static async Task<KeyringHost> StartAsync(
        LakeHost lake, CliServices services, Action<Exception> failed, CancellationToken cancellationToken)
    {
        LakeKeys keys = lake.Keys;
        await keys.Keyring.CheckAsync(cancellationToken);
        KmsParts parts = new()
        {
            Keyring = keys.Keyring,
            Lifecycle = new KeyLifecycle(keys.Keyring, keys.OfBuckets, services.TimeProvider),
            Contents = keys.Contents,
        };
        return new KeyringHost(parts, failed, services.TimeProvider);
    }

    public ValueTask DisposeAsync() => _changes.DisposeAsync();
}
