using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Queries;

/// <summary>A query kept in <c>queries/NAME.yaml</c>.</summary>
public sealed record NamedQuery
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Sql { get; init; }

    public required SourceLocation SqlStart { get; init; }

    /// <summary><see cref="Sql"/> at its place: in YAML each line stands as far in as the first.</summary>
    public SqlInFile Source => new(Sql, SqlStart, indentation: SqlStart.Column - 1);
}
