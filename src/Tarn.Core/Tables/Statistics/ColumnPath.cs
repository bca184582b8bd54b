namespace Tarn.Tables.Statistics;

/// <summary>The names on the way to a leaf column, in the two ways DuckDB writes them.</summary>
internal static class ColumnPath
{
    /// <summary>In COPY's statistics: <c>"pickup"."zone ""x"""</c>.</summary>
    public static string Quoted(IEnumerable<string> names) =>
        string.Join('.', names.Select(name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));

    /// <summary>In parquet_metadata's path_in_schema: <c>pickup, zone "x"</c>.</summary>
    public static string Plain(IEnumerable<string> names) => string.Join(", ", names);
}
