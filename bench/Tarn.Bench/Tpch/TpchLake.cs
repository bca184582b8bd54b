using Tarn.Bench.Catalogs;
using Tarn.Engine;

namespace Tarn.Bench.Tpch;

/// <summary>A lake of the tables of TPC-H with scale factor 1, each one Parquet file that was crawled.</summary>
internal static class TpchLake
{
    private static readonly (string Table, string Source)[] Tables =
    [
        ("region", "region"), ("nation", "nation"), ("supplier", "supplier"), ("customer", "customer"),
        ("part", "part"), ("partsupp", "partsupp"), ("orders", "orders_of_lines"), ("lineitem", "lineitem"),
    ];

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Tpch");

    /// <summary>The 22 queries of the benchmark, by name.</summary>
    public static IReadOnlyList<(string Name, string Sql)> Queries { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Folder, "Queries"), "*.sql").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllText(path))),
    ];

    /// <summary>Makes the files with the engine alone, crawls them and opens the lake again.</summary>
    public static async Task<FileLake> CreateAsync()
    {
        FileLake lake = await FileLake.CreateAsync();
        using (DuckInstance instance = DuckInstance.Open(new EngineOptions()))
        using (DuckConnection connection = instance.Connect())
        {
            string tables = await File.ReadAllTextAsync(Path.Combine(Folder, "tables.sql"));
            await connection.ExecuteAsync(tables, CancellationToken.None);
            foreach ((string table, string source) in Tables)
            {
                string path = PathOf(lake, table);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await connection.ExecuteAsync(
                    $"COPY {source} TO {SqlText.Literal(path)} (FORMAT parquet)", CancellationToken.None);
            }
        }

        await lake.CrawlAsync();
        await lake.ReopenAsync();
        return lake;
    }

    /// <summary>Makes the same names known to an engine without Tarn.</summary>
    public static async Task BindAsync(FileLake lake, DuckConnection bare)
    {
        await bare.ExecuteAsync($"CREATE SCHEMA {FileLake.Database}", CancellationToken.None);
        foreach ((string table, _) in Tables)
        {
            await bare.ExecuteAsync(
                $"CREATE VIEW {FileLake.Database}.{table} AS FROM read_parquet({SqlText.Literal(PathOf(lake, table))})",
                CancellationToken.None);
        }
    }

    private static string PathOf(FileLake lake, string table) =>
        Path.Combine(lake.BucketDirectory, table, table + ".parquet");
}
