namespace Tarn.Queries.SystemTables;

/// <summary>
/// What the lake knows of itself as a table that SQL can read: <c>system.NAME</c>. Its rows are gathered when a
/// statement names it.
/// </summary>
/// <param name="Name">Lower case.</param>
/// <param name="Columns">Names and types in the engine's spelling, as in CREATE TABLE.</param>
/// <param name="ReadAsync">The rows: a value for each column.</param>
public sealed record SystemTable(
    string Name, string Columns, Func<CancellationToken, IAsyncEnumerable<object?[]>> ReadAsync);
