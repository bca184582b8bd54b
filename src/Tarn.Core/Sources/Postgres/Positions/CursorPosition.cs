namespace Tarn.Sources.Postgres.Positions;

/// <summary>By a column: rows up to this value were read.</summary>
/// <param name="Column">As the server has it.</param>
/// <param name="Value">As the server writes it, moments in UTC.</param>
internal sealed record CursorPosition(string Column, string Value) : PostgresPosition;
