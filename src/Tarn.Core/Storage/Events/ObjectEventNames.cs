namespace Tarn.Storage.Events;

/// <summary>
/// Names of events as S3 gives them ("Supported event types for SQS, SNS, and Lambda", S3 user guide), without the
/// <c>s3:</c> that configurations begin them with; and one of Tarn's own. Persisted.
/// </summary>
public static class ObjectEventNames
{
    public const string Put = "ObjectCreated:Put";
    public const string Post = "ObjectCreated:Post";
    public const string Copy = "ObjectCreated:Copy";
    public const string CompleteMultipartUpload = "ObjectCreated:CompleteMultipartUpload";
    public const string Delete = "ObjectRemoved:Delete";
    public const string DeleteMarkerCreated = "ObjectRemoved:DeleteMarkerCreated";
    public const string LifecycleDelete = "LifecycleExpiration:Delete";
    public const string LifecycleDeleteMarkerCreated = "LifecycleExpiration:DeleteMarkerCreated";

    /// <summary>Events may be missing before this one: who listens looks at the whole bucket.</summary>
    public const string Missed = "Events:Missed";

    /// <summary>The prefix in configurations and in <see cref="Patterns"/>.</summary>
    public const string Service = "s3:";

    /// <summary>Those that Tarn tells of, as configurations name them; <c>*</c> stands for all of a kind.</summary>
    public static IReadOnlyList<string> Patterns { get; } =
    [
        "s3:ObjectCreated:*", Service + Put, Service + Copy, Service + CompleteMultipartUpload,
        Service + Post, "s3:ObjectRemoved:*", Service + Delete, Service + DeleteMarkerCreated,
        "s3:LifecycleExpiration:*", Service + LifecycleDelete, Service + LifecycleDeleteMarkerCreated,
    ];

    /// <summary>Whether an event of the name is meant by <c>s3:ObjectCreated:*</c> and the like.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        ReadOnlySpan<char> wanted = pattern.AsSpan(Service.Length);
        return wanted.EndsWith('*')
            ? name.AsSpan().StartsWith(wanted[..^1], StringComparison.Ordinal)
            : wanted.SequenceEqual(name);
    }
}
