namespace Tarn.Storage.Versions;

/// <summary>Whether a bucket keeps versions of its objects ("Using versioning in S3 buckets", S3 user guide).</summary>
public enum VersioningStatus
{
    /// <summary>It never has: writes replace, deletes remove.</summary>
    Unversioned,

    /// <summary>Every write makes a version, and a delete makes a marker.</summary>
    Enabled,

    /// <summary>It has versions and keeps them; writes and deletes make, and replace, the <c>null</c> version.</summary>
    Suspended,
}
