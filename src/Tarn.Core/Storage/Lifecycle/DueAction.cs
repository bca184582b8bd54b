using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Storage.Lifecycle;

/// <summary>An action that is due, with what it is about.</summary>
public abstract record DueAction(LifecycleRecord Record)
{
    /// <summary>On an object as it was listed.</summary>
    public sealed record OnObject(LifecycleRecord Record, AttributedObject Found) : DueAction(Record);

    /// <summary>On a version as it was listed, or a delete marker.</summary>
    public sealed record OnVersion(LifecycleRecord Record, ObjectVersion Version) : DueAction(Record);

    /// <summary>On an upload in parts.</summary>
    public sealed record OnUpload(LifecycleRecord Record, IncompleteUpload Upload) : DueAction(Record);
}
