using Tarn.Cli.Output;
using Tarn.Storage.Lifecycle;

namespace Tarn.Cli.Commands.Lifecycles;

/// <summary>Actions of lifecycle rules as rows.</summary>
internal static class LifecycleRows
{
    public static readonly OutputColumn[] Columns =
    [
        new("bucket"),
        new("key"),
        new("action"),
        new("storage_class"),
        new("rule"),
        new("version"),
        new("size", ColumnKind.Bytes),
        new("at", ColumnKind.Moment),
        new("error"),
    ];

    public static object?[] Of(LifecycleRecord record) =>
    [
        record.Bucket,
        record.Key,
        NameOf(record.Action),
        record.StorageClass,
        record.Rule,
        record.VersionId,
        record.SizeBytes,
        record.At.UtcDateTime,
        record.Error,
    ];

    private static string NameOf(LifecycleActionKind kind) => kind switch
    {
        LifecycleActionKind.Expire => "expire",
        LifecycleActionKind.Transition => "transition",
        LifecycleActionKind.ExpireVersion => "expire-version",
        LifecycleActionKind.TransitionVersion => "transition-version",
        LifecycleActionKind.DropDeleteMarker => "drop-delete-marker",
        LifecycleActionKind.AbortUpload => "abort-upload",
        LifecycleActionKind.DropRestoredCopy => "drop-restored-copy",
        LifecycleActionKind.DropLeftover => "drop-leftover",
        _ => "sweep",
    };
}
