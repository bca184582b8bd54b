namespace Tarn.Sources.Postgres.Types;

/// <summary>Names and values in PostgreSQL's SQL.</summary>
internal static class PostgresText
{
    public static string Identifier(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>With standard_conforming_strings, which sessions of ours have on.</summary>
    public static string Literal(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";
}
