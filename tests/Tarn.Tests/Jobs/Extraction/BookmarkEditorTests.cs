using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs.Extraction;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Sources.Reading;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>Bookmarks that somebody changes, and what is paused.</summary>
public sealed class BookmarkEditorTests
{
    private static readonly TableName Orders = TableName.Parse("raw.orders");

    [Fact]
    public async Task A_position_that_is_set_is_where_the_next_run_begins()
    {
        using ShopLake lake = new("{by: {xmin: true}}");
        lake.Orders.Put(1, "'new'", "10").Put(2, "'new'", "20").Put(3, "'new'", "30");
        await EditAsync(lake.Rig, (host, editor) =>
        {
            SourceStep step = SourceStep.Of(host.Definition.Sources).Single();
            SourcePosition position = lake.Source.ParsePosition(step.Table, "2");
            return editor.SetAsync(step, position, CancellationToken.None);
        });
        StepReport first = (await lake.Rig.RunAsync()).Steps.Single();
        await EditAsync(lake.Rig, (host, editor) =>
        {
            SourceStep step = SourceStep.Of(host.Definition.Sources).Single();
            return editor.SetAsync(step, lake.Source.ParsePosition(step.Table, "1"), CancellationToken.None);
        });

        StepReport second = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((1L, 2L), (first.RowsOut, second.RowsOut));
        Assert.Equal(
            ["2", "3", "3"], await lake.Rig.QueryAsync("SELECT order_id FROM raw.orders ORDER BY 1"));
    }

    [Fact]
    public async Task A_rewound_source_is_read_again_from_there()
    {
        using ShopLake lake = new("{by: {xmin: true}, key: [order_id], strategy: merge}");
        for (int id = 1; id <= 3; id++)
        {
            lake.Orders.Put(id, "'new'", "10");
            await lake.Rig.RunAsync();
        }

        BookmarkMove move = await EditAsync(
            lake.Rig, (_, editor) => editor.RewindAsync(Orders, new AsOf.Version(1), CancellationToken.None));
        StepReport step = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((1L, "1"), (move.Version, move.Position!.Value.GetRawText()));
        Assert.Equal((RunState.Succeeded, 2L), (step.State, step.RowsOut));
        Assert.Equal(["1", "2", "3"], await lake.Rig.QueryAsync("SELECT order_id FROM raw.orders ORDER BY 1"));
    }

    [Fact]
    public async Task A_table_that_appends_is_taken_back_with_its_bookmark()
    {
        using ShopLake lake = new("{by: {xmin: true}, strategy: append}");
        for (int id = 1; id <= 3; id++)
        {
            lake.Orders.Put(id, "'new'", "10");
            await lake.Rig.RunAsync();
        }

        await EditAsync(lake.Rig, async (host, editor) =>
        {
            TableRestorer restorer = new(host.Tables.Open(host.Tables.GetModelTable(Orders)));
            await restorer.RunAsync(
                await restorer.PlanAsync(new AsOf.Version(0), CancellationToken.None), CancellationToken.None);
            return await editor.RewindAsync(Orders, new AsOf.Version(1), CancellationToken.None);
        });
        StepReport step = (await lake.Rig.RunAsync()).Steps.Single();

        Assert.Equal((RunState.Succeeded, 2L), (step.State, step.RowsOut));
        Assert.Equal(["1", "2", "3"], await lake.Rig.QueryAsync("SELECT order_id FROM raw.orders ORDER BY 1"));
    }

    [Fact]
    public async Task A_rewound_model_reads_the_files_again_that_came_since()
    {
        ManualTimeProvider clock = new();
        using LakeRig lake = new()
        {
            TimeProvider = clock,
            LakeYaml = """
                version: 1
                zones: {raw: , staging: }
                tables:
                  raw.changes: {files: changes/*.csv, columns: {id: integer, name: varchar}}
                """,
        };
        lake.WriteModel(
            "staging.names",
            "materialized: incremental\nstrategy: merge\nunique_key: [id]",
            "SELECT id, name FROM raw.changes");
        List<DateTimeOffset> times = [];
        for (int id = 1; id <= 3; id++)
        {
            lake.Write($"data/raw/changes/{id}.csv", $"id,name\n{id},x\n");
            await lake.RunOneAsync();
            times.Add(clock.GetUtcNow());
            clock.Advance(TimeSpan.FromHours(1));
        }

        TableName names = TableName.Parse("staging.names");
        await EditAsync(lake, (_, editor) => editor.RewindAsync(
            names, new AsOf.Moment(times[1]), CancellationToken.None));
        StepReport one = await lake.RunOneAsync();
        await EditAsync(lake, (_, editor) => editor.RewindAsync(names, new AsOf.Version(1), CancellationToken.None));
        StepReport two = await lake.RunOneAsync();

        Assert.Equal((1L, 2L), (one.RowsIn, two.RowsIn));
        Assert.Equal(["1", "2", "3"], await lake.QueryAsync("SELECT id FROM staging.names ORDER BY 1"));
    }

    [Fact]
    public async Task A_version_that_is_not_kept_is_refused()
    {
        using ShopLake lake = new("{by: {xmin: true}}");
        await lake.Rig.RunAsync();

        TarnException error = await Assert.ThrowsAsync<TarnException>(() => EditAsync(
            lake.Rig, (_, editor) => editor.RewindAsync(Orders, new AsOf.Version(7), CancellationToken.None)));

        Assert.Equal(
            (ErrorCodes.UnknownName, "the bookmark of raw.orders keeps no version 7", "it keeps versions 1 to 1"),
            (error.Code, error.Message, error.Hint));
    }

    [Fact]
    public async Task What_is_paused_is_not_run_and_says_so()
    {
        using ShopLake lake = new("{by: {xmin: true}}");
        lake.Rig.WriteModel("curated.totals", "", "SELECT sum(total) AS total FROM raw.orders");
        lake.Orders.Put(1, "'new'", "10");
        await lake.Rig.RunAsync();
        lake.Orders.Put(2, "'new'", "20");
        await PauseAsync(lake.Rig, "raw.orders");

        RunReport paused = await lake.Rig.RunAsync();
        await PauseAsync(lake.Rig, "curated.totals");
        RunReport both = await lake.Rig.RunAsync();
        using (LakeHost host = await lake.Rig.OpenAsync())
        {
            await host.Sources.Pauses.DeleteAsync(Orders, CancellationToken.None);
        }

        RunReport resumed = await lake.Rig.RunAsync();

        Assert.Equal(RunState.UpToDate, paused.State);
        Assert.Equal(
            ["raw.orders Paused", "curated.totals UpToDate"],
            paused.Steps.Select(step => $"{step.Table} {step.State}"));
        Assert.Equal(
            ["paused since 2024-03-01 08:00 UTC (on leave); 'tarn bookmark resume raw.orders' lets it run again"],
            paused.Steps[0].Notes);
        Assert.Equal([RunState.Paused, RunState.Paused], both.Steps.Select(step => step.State));
        Assert.Equal([RunState.Succeeded, RunState.Paused], resumed.Steps.Select(step => step.State));
    }

    private static async Task PauseAsync(LakeRig rig, string table)
    {
        using LakeHost host = await rig.OpenAsync();
        Pause pause = new(new DateTimeOffset(2024, 3, 1, 8, 0, 0, TimeSpan.Zero), "on leave");
        await host.Sources.Pauses.WriteAsync(TableName.Parse(table), pause, CancellationToken.None);
    }

    private static Task<bool> EditAsync(LakeRig rig, Func<LakeHost, BookmarkEditor, Task> edit) =>
        EditAsync(rig, async (host, editor) =>
        {
            await edit(host, editor);
            return true;
        });

    private static async Task<T> EditAsync<T>(LakeRig rig, Func<LakeHost, BookmarkEditor, Task<T>> edit)
    {
        using LakeHost host = await rig.OpenAsync();
        return await edit(host, host.Sources.Bookmarks);
    }
}
