using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.Changes;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Changes;

public sealed class ForeignChangeFeedTests
{
    [Fact]
    public async Task Changes_that_spark_wrote_are_read()
    {
        string? directory = ConformanceData.RequireCases()
            .FirstOrDefault(directory => directory.EndsWith("drs-cdc_ict_table", StringComparison.Ordinal));
        Assert.SkipWhen(directory is null, "no conformance table drs-cdc_ict_table");
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = engine.Connect();
        SequentialIdSource ids = new();
        LocalObjectStore store = new("case", directory, TimeProvider.System, ids);
        DeltaTable table = new(store, "table", engine, TimeProvider.System, ids);

        ChangeSet changes = await new ChangeFeed(table).ReadAsync(
            new AsOf.Version(2), null, TestContext.Current.CancellationToken);
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"""
            SELECT concat_ws('|', name, birthyear, age, _change_type, _commit_version, epoch_ms(_commit_timestamp)) AS r
            FROM ({await changes.SqlAsync(connection, TestContext.Current.CancellationToken)}) ORDER BY r
            """,
            TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "Dan|1995|14|delete|2|1783874212175",
                "Dave|1995|22|delete|2|1783874212175",
                "Kate|1995|36|update_preimage|3|1783874213881",
                "Kate|1995|37|update_postimage|3|1783874213881",
                "Steve|1986|40|update_preimage|3|1783874213881",
                "Steve|1986|41|update_postimage|3|1783874213881",
            ],
            rows.Select(row => (string)row[0]!));
    }
}
