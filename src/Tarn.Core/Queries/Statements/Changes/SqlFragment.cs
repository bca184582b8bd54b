namespace Tarn.Queries.Statements.Changes;

/// <summary>A part of a statement as it was written.</summary>
/// <param name="Start">0-based offset in characters where it begins.</param>
public sealed record SqlFragment(string Sql, int Start);
