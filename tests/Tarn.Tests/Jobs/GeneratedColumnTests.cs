using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Runs;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>A table with a column that follows from others, and a model that does not make it.</summary>
public sealed class GeneratedColumnTests : IDisposable
{
    private const string Query = "SELECT id, kind, code FROM staging.events ORDER BY ALL";

    private readonly LakeRig _lake = EventsLake.Create();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("upper(kind)", "2|x|X")]
    [InlineData("CONCAT_WS('-', kind)", null)]
    [InlineData("CAST(id * 2 AS STRING)", "2|x|4")]
    [InlineData("`kind`", "2|x|x")]
    public async Task A_column_that_the_model_lacks_is_computed(string expression, string? expected)
    {
        await FillAsync(expression, "append");
        _lake.Deliver("b", "2,2024-02-01,x,2");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal(expected is null ? ErrorCodes.TableUnsupported : null, step.ErrorCode);
        string[] rows = await _lake.QueryAsync(Query);
        Assert.Equal(expected is null ? ["1|old|null"] : ["1|old|null", expected], rows);
    }

    [Fact]
    public async Task Checks_and_merges_go_with_it()
    {
        await FillAsync(
            "upper(kind)",
            "merge\nunique_key: [id]\nchecks:\n  - range: {column: id, min: 0, on_fail: quarantine}");
        _lake.Deliver("b", "2,2024-02-01,x,2", "-3,2024-02-01,x,2");
        await _lake.RunOneAsync();
        _lake.Deliver("c", "2,2024-02-01,y,2");

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal(RunState.Succeeded, step.State);
        Assert.Equal(["1|old|null", "2|y|Y"], await _lake.QueryAsync(Query));
    }

    [Fact]
    public async Task A_column_that_the_model_makes_is_checked()
    {
        await FillAsync("upper(kind)", "append");
        _lake.WriteModel(
            "staging.events",
            "materialized: incremental\nstrategy: append",
            "SELECT id, day, kind, amount, 'Z' AS code FROM raw.events");
        _lake.Deliver("b", "2,2024-02-01,x,2");

        Assert.Equal(ErrorCodes.ConstraintViolated, (await _lake.RunOneAsync()).ErrorCode);
    }

    /// <summary>One row from before the column came.</summary>
    private async Task FillAsync(string expression, string strategy)
    {
        _lake.WriteModel(
            "staging.events", $"materialized: incremental\nstrategy: {strategy}", EventsLake.AllColumns);
        _lake.Deliver("a", "1,2024-02-01,old,1");
        Assert.Equal(RunState.Succeeded, (await _lake.RunOneAsync()).State);
        using LakeHost host = await _lake.OpenAsync();
        DeltaTable table =
            host.Tables.Open(host.Tables.GetModelTable(TableName.Parse("staging.events")));
        TableSnapshot snapshot = await table.RequireAsync(CancellationToken.None);
        TableField code = new("code", "VARCHAR") { GenerationExpression = expression };
        Assert.IsType<CommitResult.Committed>(await table.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Fields = [.. snapshot.Fields, code],
                PartitionColumns = [],
                Added = [],
                EvolvesSchema = true,
                Operation = "ADD COLUMNS",
            },
            CancellationToken.None));
    }
}
