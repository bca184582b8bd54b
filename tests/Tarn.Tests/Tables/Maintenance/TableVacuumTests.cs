using Tarn.Common;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables.Maintenance;

public sealed class TableVacuumTests : IDisposable
{
    private const string Root = "db/t";
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _time = new();
    private readonly SequentialIdSource _ids = new();
    private readonly LocalObjectStore _store;
    private readonly DeltaTable _table;

    public TableVacuumTests()
    {
        _store = new LocalObjectStore("curated", _directory.Path, _time, _ids);
        _table = new DeltaTable(_store, Root, TableRig.Engine, _time, _ids);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Files_that_left_the_table_before_the_retention_are_deleted()
    {
        await CommitAsync(WriteMode.Append, "p=1/a.parquet");
        await CommitAsync(WriteMode.Overwrite, "p=1/b.parquet");
        _time.Advance(TimeSpan.FromDays(4));
        await CommitAsync(WriteMode.Overwrite, "p=1/c.parquet");
        _time.Advance(TimeSpan.FromDays(4));

        VacuumPlan plan = await RunAsync(new VacuumRequest());

        Assert.Equal(["p=1/a.parquet"], Paths(plan));
        Assert.Equal(1, plan.KeptFiles);
        Assert.Equal(["p=1/b.parquet", "p=1/c.parquet"], await DataFilesAsync());
        TableSnapshot second = (await _table.LoadAsync(1, Cancellation))!;
        await _table.RequireFilesAsync(second, second.Files, Cancellation);
    }

    [Fact]
    public async Task A_plan_alone_deletes_nothing()
    {
        await CommitAsync(WriteMode.Append, "a.parquet");
        await CommitAsync(WriteMode.Overwrite, "b.parquet");
        _time.Advance(TimeSpan.FromDays(30));

        Assert.Single((await new TableVacuum(_table).PlanAsync(new VacuumRequest(), Cancellation)).Files);

        Assert.Equal(["a.parquet", "b.parquet"], await DataFilesAsync());
    }

    [Fact]
    public async Task Files_that_never_came_into_the_table_are_deleted_once_they_are_old()
    {
        await CommitAsync(WriteMode.Append, "a.parquet");
        await PutAsync("p=1/orphan.parquet");
        await PutAsync("deletion_vector_6a7d3a5f-9c6c-4a2f-8a55-2a6d6f0a6d11.bin");
        await PutAsync("_change_data/cdc.parquet");
        _time.Advance(TimeSpan.FromDays(6));
        await PutAsync("p=1/being-written.parquet");
        Assert.Empty(Paths(await RunAsync(new VacuumRequest())));
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(3, (await RunAsync(new VacuumRequest())).Files.Count);

        Assert.Equal(["a.parquet", "p=1/being-written.parquet"], await DataFilesAsync());
    }

    [Fact]
    public async Task The_log_hidden_files_and_tables_inside_are_never_touched()
    {
        await CommitAsync(WriteMode.Append, "a.parquet");
        string[] spared =
        [
            "_delta_log/kept", "_metadata/x.parquet", ".hidden/x.parquet", "_temporary.parquet",
            "p=1/.x.parquet", "inner/_delta_log/00000000000000000000.json", "inner/x.parquet",
        ];
        foreach (string path in spared)
        {
            await PutAsync(path);
        }

        await PutAsync("_q=1/x.parquet");
        _time.Advance(TimeSpan.FromDays(30));

        Assert.Empty((await RunAsync(new VacuumRequest())).Files);
    }

    [Fact]
    public async Task Partitions_whose_column_begins_with_an_underscore_are_not_hidden()
    {
        TableWrite write = TableRig.Write(WriteMode.Append, await FileAsync("_p=1/a.parquet")) with
        {
            Fields = [new("id", "BIGINT"), new("_p", "INTEGER")],
            PartitionColumns = ["_p"],
        };
        await _table.CommitAsync(write, Cancellation);
        await PutAsync("_p=1/orphan.parquet");
        _time.Advance(TimeSpan.FromDays(30));

        Assert.Equal(["_p=1/orphan.parquet"], Paths(await RunAsync(new VacuumRequest())));
    }

    [Fact]
    public async Task A_retention_below_the_tables_needs_consent()
    {
        await CommitAsync(WriteMode.Append, "a.parquet");
        await CommitAsync(WriteMode.Overwrite, "b.parquet");
        _time.Advance(TimeSpan.FromHours(2));
        VacuumRequest request = new() { Retention = TimeSpan.FromHours(1) };

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => RunAsync(request));
        Assert.Equal(ErrorCodes.BadArgument, exception.Code);

        await RunAsync(request with { AllowShortRetention = true });
        Assert.Equal(["b.parquet"], await DataFilesAsync());
        TableSnapshot first = (await _table.LoadAsync(0, Cancellation))!;
        exception = await Assert.ThrowsAsync<TarnException>(
            () => _table.RequireFilesAsync(first, first.Files, Cancellation));
        Assert.Equal(ErrorCodes.VersionGone, exception.Code);
    }

    [Fact]
    public async Task What_only_a_checkpoint_knows_of_is_kept_too()
    {
        await CommitAsync(WriteMode.Append, "a.parquet");
        await CommitAsync(WriteMode.Overwrite, "b.parquet");
        await _table.CheckpointAsync(Cancellation);
        await _store.DeleteAsync(
            [$"{Root}/_delta_log/{0:D20}.json", $"{Root}/_delta_log/{1:D20}.json"], Cancellation);
        _time.Advance(TimeSpan.FromDays(6));
        await CommitAsync(WriteMode.Append, "c.parquet");
        Assert.Empty((await RunAsync(new VacuumRequest())).Files);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(["a.parquet"], Paths(await RunAsync(new VacuumRequest())));
    }

    private static string[] Paths(VacuumPlan plan) => [.. plan.Files.Select(file => file.Key[(Root.Length + 1)..])];

    private async Task<VacuumPlan> RunAsync(VacuumRequest request)
    {
        TableVacuum vacuum = new(_table);
        VacuumPlan plan = await vacuum.PlanAsync(request, Cancellation);
        await vacuum.RunAsync(plan, null, Cancellation);
        return plan;
    }

    private async Task CommitAsync(WriteMode mode, string path) => Assert.IsType<CommitResult.Committed>(
        await _table.CommitAsync(TableRig.Write(mode, await FileAsync(path)), Cancellation));

    private async Task<DataFile> FileAsync(string path)
    {
        await PutAsync(path);
        return TableRig.File(path, "1");
    }

    private async Task PutAsync(string path) =>
        await _store.PutAsync($"{Root}/{path}", "x"u8.ToArray(), PutCondition.None, Cancellation);

    private async Task<string[]> DataFilesAsync()
    {
        List<string> paths = [];
        await foreach (ObjectInfo file in _store.ListAsync($"{Root}/", Cancellation))
        {
            paths.Add(file.Key[(Root.Length + 1)..]);
        }

        return [.. paths.Where(path => !path.StartsWith("_delta_log/", StringComparison.Ordinal))];
    }
}
