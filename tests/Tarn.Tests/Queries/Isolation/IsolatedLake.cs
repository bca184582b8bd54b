using System.Globalization;
using Tarn.Cli.Hosting;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;
using Tarn.Queries.Isolation;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Isolation;

/// <summary>A lake whose queries run in two worker processes, with a table and a file that is damaged.</summary>
public sealed class IsolatedLake : IAsyncLifetime
{
    public const string NamedVariable = "TARN_TEST_NAMED";
    public const string OtherVariable = "TARN_TEST_SECRET";

    private LakeHost? _host;

    public LakeRig Rig { get; } = new()
    {
        LakeYaml = """
            version: 1
            name: isolated
            description: ${env:TARN_TEST_NAMED}
            engine: {memory: 400MB, scratch: 2GB, isolation: process, workers: 2}
            zones: {raw: , staging: , curated: }
            tables:
              raw.lines:
                files: lines/*.csv
                columns: {a: bigint, b: bigint}
            """,
    };

    public LakeHost Host => _host!;

    /// <summary>As the lake says: in workers.</summary>
    public QueryRunner Isolated => Host.Queries;

    public QueryRunner InProcess => Host.Queries.Isolated(StatementIsolation.None);

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable(NamedVariable, "named");
        Environment.SetEnvironmentVariable(OtherVariable, "secret");
        Rig.WriteModel(
            "staging.days",
            "materialized: table\npartition_by: [day]",
            "SELECT i % 2 AS day, i AS n, hash(i) AS h FROM range(20000) t(i)");
        await Rig.RunAsync();
        Rig.Write("data/raw/lines/1.csv", "a,b\n1,2\n3,4,5,6\n5,6\n");
        _host = await Rig.OpenAsync();
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        Rig.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The columns and all rows of a statement.</summary>
    public static async Task<(IReadOnlyList<ResultColumn> Columns, List<object?[]> Rows)> ReadAsync(
        QueryRunner queries, string sql, SqlDialect dialect = SqlDialect.DuckDb)
    {
        await using QueryExecution execution = await queries.In(dialect)
            .RunAsync(sql, new Dictionary<string, object?>(), CancellationToken.None);
        return (execution.Rows.Columns, await ReadAsync(execution));
    }

    public static async Task<List<object?[]>> ReadAsync(QueryExecution execution)
    {
        List<object?[]> rows = [];
        await foreach (RowBatch batch in execution.Rows.ReadBatchesAsync(CancellationToken.None))
        {
            rows.AddRange(Enumerable.Range(0, batch.RowCount).Select(batch.GetRow));
        }

        return rows;
    }

    /// <summary>Ids of the lake's worker processes.</summary>
    public IReadOnlyList<int> Workers() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => Path.GetFileName(path))
            .Where(name => name.All(char.IsAsciiDigit))
            .Where(name => CommandLineOf(name).Contains("worker", StringComparer.Ordinal))
            .Where(name => CommandLineOf(name).Contains(Rig.Directory, StringComparer.Ordinal))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)),
    ];

    private static string[] CommandLineOf(string processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            // It ended while we looked.
            return [];
        }
    }
}
