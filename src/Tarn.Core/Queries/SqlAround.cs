namespace Tarn.Queries;

/// <summary>SQL around a statement.</summary>
/// <param name="Before">Such as <c>SELECT a FROM (</c>.</param>
/// <param name="After">What closes it.</param>
internal sealed record SqlAround(string Before, string After)
{
    /// <summary>This around that.</summary>
    public SqlAround Around(SqlAround inner) => new(Before + inner.Before, inner.After + After);
}
