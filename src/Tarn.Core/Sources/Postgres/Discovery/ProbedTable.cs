namespace Tarn.Sources.Postgres.Discovery;

/// <summary>Whether a table of a source can be read as it is defined.</summary>
/// <param name="Name">As it is defined.</param>
/// <param name="Columns">How many columns are read.</param>
/// <param name="Code">Of the error; null when it can.</param>
/// <param name="Problem">What stands against it; null when nothing does.</param>
/// <param name="Hint">What to do about it.</param>
public sealed record ProbedTable(string Name, int Columns, string? Code, string? Problem, string? Hint);
