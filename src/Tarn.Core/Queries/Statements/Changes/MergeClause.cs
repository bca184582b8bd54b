namespace Tarn.Queries.Statements.Changes;

/// <summary>What MERGE does with a row.</summary>
/// <param name="IsMatched">Whether it is for rows that are there, or for those that are not.</param>
/// <param name="Condition">That must hold besides; null is none.</param>
/// <param name="Values">Of the changed or new row; null deletes it.</param>
/// <param name="Position">0-based offset of its WHEN.</param>
public sealed record MergeClause(
    bool IsMatched, SqlFragment? Condition, IReadOnlyList<Assignment>? Values, int Position);
