namespace Tarn.Storage.Lifecycle;

/// <summary>What a rule, or the end of a restored copy's time, does to one object.</summary>
public enum LifecycleActionKind
{
    /// <summary>The object is deleted, or hidden by a delete marker in a bucket with versions.</summary>
    Expire = 0,

    /// <summary>The object gets another storage class.</summary>
    Transition = 1,

    /// <summary>A version that is not current is deleted.</summary>
    ExpireVersion = 2,

    /// <summary>A version that is not current gets another storage class.</summary>
    TransitionVersion = 3,

    /// <summary>A delete marker that hides nothing is deleted.</summary>
    DropDeleteMarker = 4,

    /// <summary>An upload in parts is given up.</summary>
    AbortUpload = 5,

    /// <summary>A restored copy goes away; the object stays archived.</summary>
    DropRestoredCopy = 6,

    /// <summary>What a process that died left in the archive, beside the object's own file, is deleted.</summary>
    DropLeftover = 7,

    /// <summary>The sweep of a bucket, which ended early; only ever with an error.</summary>
    Sweep = 8,
}

/// <summary>One action on one object.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Rule">Whose rule it is; null when none is needed.</param>
/// <param name="StorageClass">Of a transition; else null.</param>
public sealed record LifecycleAction(LifecycleActionKind Kind, string? Rule, string? StorageClass = null);
