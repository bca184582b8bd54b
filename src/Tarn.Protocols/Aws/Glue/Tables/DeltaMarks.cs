namespace Tarn.Protocols.Aws.Glue.Tables;

/// <summary>
/// What engines look for to take a table of the catalog for a Delta table: Athena the parameter <c>table_type</c>,
/// Spark and Trino <c>spark.sql.sources.provider</c>, and both the place as <c>path</c> of the SerDe.
/// </summary>
internal static class DeltaMarks
{
    private const string TableType = "table_type";
    private const string Provider = "spark.sql.sources.provider";
    private const string Path = "path";

    /// <summary>Puts them on a table that is one.</summary>
    public static TableAnswer Put(TableAnswer table) =>
        table.Parameters?.GetValueOrDefault(TableType) == "DELTA"
        && table.StorageDescriptor is { Location: { } location, SerdeInfo: { } serde } storage
            ? table with
            {
                Parameters = With(table.Parameters, Provider, "delta"),
                StorageDescriptor = storage with
                {
                    SerdeInfo = serde with
                    {
                        Parameters = With(serde.Parameters ?? new Dictionary<string, string>(), Path, location),
                    },
                },
            }
            : table;

    private static Dictionary<string, string> With(
        IReadOnlyDictionary<string, string> present, string name, string value)
    {
        Dictionary<string, string> all = new(present);
        all.TryAdd(name, value);
        return all;
    }
}
