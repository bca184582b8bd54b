using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Queries;
using Tarn.Queries.Limits;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Limits;

/// <summary>A lake with little memory and a table of two days.</summary>
public sealed class LimitsLake : IAsyncLifetime
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: limits
            engine:
              memory: 512MB
              limits: {time: 10m, rows: 1000000, memory: 400MB, scanned: 10GB, text: 2MB, depth: 100}
            zones: {raw: , staging: , curated: }
            """,
    };

    private LakeHost? _host;

    /// <summary>Without the limits of lake.yaml.</summary>
    public QueryRunner Queries => _host!.Queries.Within(new QueryLimits());

    public QueryLimits Defined => _host!.Definition.Engine.Limits;

    public string Directory => _lake.Directory;

    /// <summary>Size of the larger of the two days of staging.days.</summary>
    public long PartitionBytesMax { get; private set; }

    public async ValueTask InitializeAsync()
    {
        _lake.WriteModel(
            "staging.days",
            "materialized: table\npartition_by: [day]",
            "SELECT i % 2 AS day, hash(i) AS h FROM range(20000) t(i)");
        await _lake.RunAsync();
        _host = await _lake.OpenAsync();
        TableSnapshot snapshot = await _host.Tables.LoadAsync(
            _host.Tables.GetModelTable(TableName.Parse("staging.days")), CancellationToken.None);
        PartitionBytesMax = snapshot.Files.Max(file => file.SizeBytes);
    }

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }
}
