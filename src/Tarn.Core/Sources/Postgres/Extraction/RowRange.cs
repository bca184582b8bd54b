namespace Tarn.Sources.Postgres.Extraction;

/// <summary>Rows that one COPY sends.</summary>
/// <param name="SelectSql">Which rows, and what of them.</param>
/// <param name="IsRepeatable">
/// Whether the same snapshot sends them in the same order again, so that reading may go on where it was cut.
/// </param>
internal sealed record RowRange(string SelectSql, bool IsRepeatable)
{
    public string CopySql => $"COPY ({SelectSql}) TO STDOUT (FORMAT binary)";
}
