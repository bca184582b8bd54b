using Tarn.Tables.Rewriting;

namespace Tarn.Queries.Statements.Changes;

/// <summary>What a statement is about to commit.</summary>
/// <param name="Write">Null when it changes nothing.</param>
/// <param name="Rows">How many it adds, changes and deletes.</param>
internal sealed record PreparedChange(PreparedWrite? Write, long Rows)
{
    public static readonly PreparedChange Nothing = new(null, 0);
}
