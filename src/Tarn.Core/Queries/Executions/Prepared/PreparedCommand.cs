using Tarn.Queries.Statements;

namespace Tarn.Queries.Executions.Prepared;

/// <summary>A statement about prepared statements; only within a workgroup.</summary>
internal abstract record PreparedCommand(string Name) : Statement.Look
{
    /// <summary><c>PREPARE name FROM statement</c>.</summary>
    /// <param name="Source">The statement.</param>
    public sealed record Prepare(string Name, EmbeddedQuery Source) : PreparedCommand(Name);

    /// <summary><c>EXECUTE name USING expression, …</c>.</summary>
    /// <param name="Values">The expressions; none when it says no USING.</param>
    public sealed record Execute(string Name, IReadOnlyList<string> Values) : PreparedCommand(Name);

    /// <summary><c>DEALLOCATE PREPARE name</c>.</summary>
    public sealed record Deallocate(string Name) : PreparedCommand(Name);
}
