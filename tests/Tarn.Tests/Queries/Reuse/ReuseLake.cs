using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Queries;
using Tarn.Testing;

namespace Tarn.Tests.Queries.Reuse;

/// <summary>A lake whose queries reuse results, with a clock that stands still.</summary>
internal sealed class ReuseLake : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public ReuseLake()
    {
        Lake = new LakeRig
        {
            LakeYaml = """
                version: 1
                name: reuse
                zones: {raw: , staging: , curated: }
                tables:
                  raw.texts: {files: texts/*.csv, columns: {id: bigint}}
                  raw.files: {files: files/*.parquet, columns: {id: bigint}}
                """,
            TimeProvider = Clock,
        };
        Lake.WriteModel("staging.numbers", "materialized: incremental\nstrategy: append", "SELECT id FROM raw.texts");
        Lake.WriteModel("curated.small", "materialized: view", "SELECT id FROM staging.numbers WHERE id < 10");
        Drop("a", 1, 2, 3);
    }

    public LakeRig Lake { get; }

    public ManualTimeProvider Clock { get; } = new();

    public string ResultsDirectory => Path.Combine(Lake.Directory, ".tarn", "results");

    /// <summary>Puts a file of the raw table there.</summary>
    public void Drop(string name, params long[] ids) => Lake.Write(
        $"data/raw/texts/{name}.csv",
        "id\n" + string.Concat(ids.Select(id => string.Create(CultureInfo.InvariantCulture, $"{id}\n"))));

    /// <summary>Runs a query in a process of its own; the first value, and whether it was reused.</summary>
    public async Task<(object? Value, bool IsReused)> AskAsync(string sql)
    {
        using LakeHost host = await Lake.OpenAsync();
        return await AskAsync(host, sql, []);
    }

    public static async Task<(object? Value, bool IsReused)> AskAsync(
        LakeHost host, string sql, Dictionary<string, object?> parameters)
    {
        await using QueryExecution query = await host.Reuse.RunAsync(
            host.Queries.Measuring(), new QueryRequest(sql, parameters, AsOf: null), Hour, CancellationToken.None);
        object? value = null;
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            value = batch.Columns[0].GetValue(0);
        }

        return (value, query.Statistics.ReusedFrom is not null);
    }

    public void Dispose() => Lake.Dispose();
}
