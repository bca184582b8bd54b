namespace Tarn.Storage.Lifecycle;

/// <summary>What of a lake its lifecycle rules work on.</summary>
public sealed record LifecycleParts
{
    public required Buckets Buckets { get; init; }

    public required LifecycleStore Configurations { get; init; }

    public required IIncompleteUploads Uploads { get; init; }

    public required TimeProvider TimeProvider { get; init; }
}
