namespace Tarn.Queries;

/// <summary>
/// The place in a statement that says which version of a table it reads: <c>FOR VERSION AS OF</c> or
/// <c>FOR TIMESTAMP AS OF</c> (Athena), <c>AT (VERSION =&gt; …)</c> or <c>AT (TIMESTAMP =&gt; …)</c> (DuckDB).
/// </summary>
/// <param name="IsVersion">False for a moment.</param>
/// <param name="Expression">SQL for the version or moment.</param>
internal sealed record VersionClause(string Table, string Schema, bool IsVersion, string Expression, int Position)
    : TableClause(Table, Schema, Position)
{
    /// <summary>SELECT of the version's number or the moment.</summary>
    public string ToSql() => $"SELECT CAST(({Expression}\n) AS {(IsVersion ? "BIGINT" : "TIMESTAMPTZ")})";
}
