using Tarn.Common;
using Tarn.Storage.Archive;
using Tarn.Storage.Lifecycle;

namespace Tarn.Cli.Hosting.Serving;

/// <summary>What happens to buckets while a lake is served: restores, and the sweeps of lifecycle rules.</summary>
internal sealed class StorageHost : IAsyncDisposable
{
    private readonly LifecycleLog _log;
    private readonly LifecycleService _sweeps;

    private StorageHost(LifecycleParts parts, LifecycleLog log, Action<string, string> warn)
    {
        _log = log;
        Restores = new RestoreService(
            parts.Buckets, parts.TimeProvider, exception => warn(exception.Code, exception.Message));
        _sweeps = new LifecycleService(parts, log, record => warn(
            ErrorCodes.StorageFailed,
            $"the lifecycle of '{record.Key}' in bucket '{record.Bucket}': {record.Error}"));
    }

    public RestoreService Restores { get; }

    /// <param name="lake">Locked by the caller.</param>
    /// <param name="services">Of the process.</param>
    /// <param name="warn">Told, by code and message, of what cannot be done.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    public static async Task<StorageHost> StartAsync(
        LakeHost lake, CliServices services, Action<string, string> warn, CancellationToken cancellationToken)
    {
        LifecycleLog log = await LifecycleLog.OpenAsync(lake.StateDirectory, cancellationToken);
        StorageHost host = new(LakeLifecycle.PartsOf(lake, services), log, warn);
        await host.Restores.ResumeAsync(cancellationToken);
        return host;
    }

    public async ValueTask DisposeAsync()
    {
        await Restores.DisposeAsync();
        await _sweeps.DisposeAsync();
        _log.Dispose();
    }
}
