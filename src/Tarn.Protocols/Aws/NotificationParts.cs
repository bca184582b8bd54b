using Tarn.Storage.Events;

namespace Tarn.Protocols.Aws;

/// <summary>What notifications of buckets work on.</summary>
/// <param name="Store">Whom buckets tell.</param>
/// <param name="IsTarget">Whether there is a job or crawler of a name.</param>
public sealed record NotificationParts(
    NotificationStore Store, Func<string, CancellationToken, Task<bool>> IsTarget);
