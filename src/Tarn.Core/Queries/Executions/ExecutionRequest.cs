namespace Tarn.Queries.Executions;

/// <summary>A statement that somebody wants run.</summary>
public sealed record ExecutionRequest
{
    public required string Sql { get; init; }

    /// <summary>Of names without one; null: all names say theirs.</summary>
    public string? Database { get; init; }

    public string WorkGroup { get; init; } = WorkGroups.WorkGroup.Primary;

    /// <summary>Where the result is wanted, as <c>s3://bucket/prefix/</c>; null leaves it to the workgroup.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Values for question marks: each an expression, or else a text as it stands.</summary>
    public IReadOnlyList<string> Parameters { get; init; } = [];

    /// <summary>How old a result may be that is given instead of running; null always runs.</summary>
    public TimeSpan? ReuseAgeMax { get; init; }

    /// <summary>The same token with the same statement is the same execution; null is always a new one.</summary>
    public string? Token { get; init; }

    /// <summary>Whether another request with the same token asks for the same.</summary>
    internal bool IsSame(ExecutionRecord other) =>
        other.Sql == Sql
        && other.Database == Database
        && other.RequestedLocation == OutputLocation
        && other.Parameters.SequenceEqual(Parameters);
}
