namespace Tarn.Jobs.Runs;

/// <summary>Who or what started a run.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The person, the access key, the trigger or the workflow; null when the kind says all.</param>
public sealed record RunOrigin(RunOriginKind Kind, string? Name = null)
{
    /// <summary>As <c>trigger nightly</c>.</summary>
    public override string ToString() => Name is null ? Word : $"{Word} {Name}";

    private string Word => Kind == RunOriginKind.BucketEvent ? "bucket event" : Kind.ToString().ToLowerInvariant();
}
