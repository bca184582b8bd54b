namespace Tarn.Storage.Lifecycle;

/// <summary>One rule; it has at least one action.</summary>
public sealed record LifecycleRule
{
    /// <summary>Unique in the configuration, 1 to 255 characters.</summary>
    public required string Id { get; init; }

    public required bool IsEnabled { get; init; }

    public required LifecycleFilter Filter { get; init; }

    public ExpirationAction? Expiration { get; init; }

    public IReadOnlyList<TransitionAction> Transitions { get; init; } = [];

    public NoncurrentExpirationAction? NoncurrentExpiration { get; init; }

    public IReadOnlyList<NoncurrentTransitionAction> NoncurrentTransitions { get; init; } = [];

    /// <summary>So many days after they began uploads in parts are given up; null: never.</summary>
    public int? AbortUploadsAfterDays { get; init; }
}

/// <summary>Deletes objects. One of the three is set.</summary>
public sealed record ExpirationAction
{
    /// <summary>After the object was put, rounded to the next midnight UTC.</summary>
    public int? Days { get; init; }

    /// <summary>A midnight UTC, from which on all objects are deleted.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>Delete markers go with the last version that they hid.</summary>
    public bool? DropsLoneDeleteMarkers { get; init; }
}

/// <summary>Moves objects to another class. Days or a date is set.</summary>
public sealed record TransitionAction
{
    public int? Days { get; init; }

    public DateTimeOffset? Date { get; init; }

    public required string StorageClass { get; init; }
}

/// <summary>Deletes versions.</summary>
/// <param name="Days">After the next version was put.</param>
/// <param name="NewerVersionsKept">So many of the newest noncurrent versions stay; null: none.</param>
public sealed record NoncurrentExpirationAction(int Days, int? NewerVersionsKept);

/// <summary>Moves versions to another class.</summary>
/// <param name="Days">After the next version was put.</param>
/// <param name="NewerVersionsKept">So many of the newest noncurrent versions stay as they are; null: none.</param>
/// <param name="StorageClass">Where to.</param>
public sealed record NoncurrentTransitionAction(int Days, int? NewerVersionsKept, string StorageClass);
