using Tarn.Tables;

namespace Tarn.Sources.Postgres.Discovery;

/// <summary>The first rows of a table, as texts of the server.</summary>
/// <param name="Fields">What the columns become.</param>
/// <param name="Rows">A text for each column; null for null.</param>
public sealed record PreviewedRows(IReadOnlyList<TableField> Fields, IReadOnlyList<IReadOnlyList<string?>> Rows);
