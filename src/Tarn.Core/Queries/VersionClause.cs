namespace Tarn.Queries;

/// <summary>
/// The place in a statement that says which version of a table it reads: <c>FOR VERSION AS OF</c> or
/// <c>FOR TIMESTAMP AS OF</c> (Athena), <c>AT (VERSION =&gt; …)</c> or <c>AT (TIMESTAMP =&gt; …)</c> (DuckDB).
/// </summary>
/// <param name="Table">The table's name as written, without quotes.</param>
/// <param name="Schema">What stands for its database in the text for the engine; no database is called so.</param>
/// <param name="IsVersion">False for a moment.</param>
/// <param name="Expression">SQL for the version or moment.</param>
/// <param name="Position">Where the clause starts: offset in characters from 0.</param>
internal sealed record VersionClause(string Table, string Schema, bool IsVersion, string Expression, int Position)
{
    /// <summary>SELECT of the version's number or the moment.</summary>
    public string ToSql() => $"SELECT CAST(({Expression}\n) AS {(IsVersion ? "BIGINT" : "TIMESTAMPTZ")})";
}
