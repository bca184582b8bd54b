namespace Tarn.Tables.Commits;

/// <summary>How much of what others did meanwhile a write may overlook (<c>delta.isolationLevel</c>).</summary>
internal enum IsolationLevel
{
    /// <summary>The outcome is as if commits had happened one after the other in order of version.</summary>
    Serializable,

    /// <summary>In some order: blind appends count as having come later.</summary>
    WriteSerializable,

    /// <summary>For writes that change no rows: only files they read or remove matter.</summary>
    SnapshotIsolation,
}
