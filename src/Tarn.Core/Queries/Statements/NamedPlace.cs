using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>The name of a table in a statement.</summary>
/// <param name="Position">0-based offset in characters of the name.</param>
public sealed record NamedPlace(TableName Name, int Position);
