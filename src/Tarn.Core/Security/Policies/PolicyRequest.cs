namespace Tarn.Security.Policies;

/// <summary>What policies are asked about.</summary>
public sealed record PolicyRequest
{
    public required Principal Principal { get; init; }

    /// <summary>As <c>s3:GetObject</c>; case does not matter.</summary>
    public required string Action { get; init; }

    /// <summary>As <c>arn:aws:s3:::raw/a.csv</c>; null when it cannot be told.</summary>
    public string? Resource { get; init; }

    /// <summary>The values of condition keys, by <see cref="ConditionKeys.Comparer"/>.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Context { get; init; }
}
