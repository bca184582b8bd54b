namespace Tarn.Queries.Statements.Changes;

/// <summary>A value that a row gets.</summary>
/// <param name="Column">Null: the one whose turn it is, in an INSERT that names no columns.</param>
/// <param name="Value">Its SQL.</param>
/// <param name="Position">Where the column is named, or else the value begins.</param>
public sealed record Assignment(string? Column, SqlFragment Value, int Position);
