namespace Tarn.Queries;

/// <summary>A place in a statement that reads a table otherwise than as it is now.</summary>
/// <param name="Table">The table's name as written, without quotes.</param>
/// <param name="Schema">What stands for its database in the text for the engine; no database is called so.</param>
/// <param name="Position">Where the clause starts: offset in characters from 0.</param>
internal abstract record TableClause(string Table, string Schema, int Position);
