using Tarn.Common;

namespace Tarn.Queries;

/// <summary>A query kept in <c>queries/NAME.yaml</c>.</summary>
public sealed record NamedQuery
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Sql { get; init; }

    public required SourceLocation SqlStart { get; init; }
}
