using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>A table on disk that the engine writes and reads.</summary>
internal sealed class LakeTableRig : IDisposable
{
    public const string Root = "trips";

    private readonly TemporaryDirectory _directory = new();
    private int _writes;

    public LakeTableRig(int threads = 2, TimeProvider? time = null)
    {
        time ??= TimeProvider.System;
        Engine = DuckInstance.Open(new EngineOptions { Threads = threads });
        Connection = Engine.Connect();
        Store = new LocalObjectStore("curated", _directory.Sub("curated"), time, Ids);
        Table = new DeltaTable(Store, Root, Engine, time, Ids);
    }

    public DuckInstance Engine { get; }

    public SequentialIdSource Ids { get; } = new();

    public LocalObjectStore Store { get; }

    public DuckConnection Connection { get; }

    public DeltaTable Table { get; }

    public PartitionedWriter Writer { get; init; } = new();

    /// <summary>Of the bucket, for another process.</summary>
    public string BucketDirectory => _directory.Sub("curated");

    public string TableDirectory => _directory.Sub("curated", Root);

    public string Scratch => _directory.Sub("scratch");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The same table as another process has it, which has read nothing yet.</summary>
    public DeltaTable NewTable() => new(Store, Root, Engine, TimeProvider.System, Ids);

    public string NextPrefix() => $"run{++_writes}";

    public Task<IReadOnlyList<WrittenFile>> WriteFilesAsync(
        string sql, IReadOnlyList<TableField> fields, params string[] partitionColumns) =>
        Writer.WriteAsync(Connection, sql, fields, partitionColumns, Scratch, NextPrefix(), Cancellation);

    public async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        WriteMode mode, string sql, IReadOnlyList<TableField> fields, params string[] partitionColumns)
    {
        IReadOnlyList<WrittenFile> files = await WriteFilesAsync(sql, fields, partitionColumns);
        await MoveInAsync(files, Root);
        CommitResult result = await Table.CommitAsync(
            new TableWrite
            {
                Mode = mode,
                Fields = fields,
                PartitionColumns = partitionColumns,
                Added = [.. files.Select(written => written.File)],
                Operation = "WRITE",
            },
            Cancellation);
        Assert.IsType<CommitResult.Committed>(result);
        return files;
    }

    /// <summary>Writes the rows with the columns of the write, and commits them with all else that it says.</summary>
    public async Task<CommitResult> WriteAsync(TableWrite write, string sql)
    {
        IReadOnlyList<WrittenFile> files =
            await WriteFilesAsync(sql, write.Fields, [.. write.PartitionColumns]);
        await MoveInAsync(files, Root);
        return await Table.CommitAsync(
            write with { Added = [.. files.Select(written => written.File)] }, Cancellation);
    }

    public async Task MoveInAsync(IReadOnlyList<WrittenFile> files, string root)
    {
        foreach (WrittenFile written in files)
        {
            await Store.MoveInAsync(written.LocalPath, $"{root}/{written.File.Path}", Cancellation);
        }
    }

    public async Task<TableSnapshot> LoadAsync() =>
        await Table.LoadAsync(Cancellation) ?? throw new InvalidOperationException("no table");

    public async Task<string> ScanAsync()
    {
        TableSnapshot snapshot = await LoadAsync();
        return await TableScan.SqlAsync(Connection, snapshot, snapshot.Files, Store, Root, Cancellation);
    }

    /// <summary>The rows of <c>SELECT … FROM ({scan})</c>, one text a row.</summary>
    public Task<IReadOnlyList<string>> RowsAsync(string select, string scan, string tail = "ORDER BY ALL") =>
        RowsAsync($"SELECT CAST(r AS VARCHAR) FROM (SELECT {select} FROM ({scan}) {tail}) r");

    public async Task<IReadOnlyList<string>> RowsAsync(string sql)
    {
        IReadOnlyList<object?[]> rows = await Connection.QueryAllAsync(sql, Cancellation);
        return [.. rows.Select(row => (string)row[0]!)];
    }

    /// <summary>The table holds exactly the rows of the query.</summary>
    public async Task HoldsAsync(string sql, string scan)
    {
        object? difference = await Connection.ScalarAsync(
            $"SELECT count(*) FROM ((FROM ({sql}) EXCEPT ALL FROM ({scan})) "
            + $"UNION ALL (FROM ({scan}) EXCEPT ALL FROM ({sql})))",
            Cancellation);
        Assert.Equal(0L, difference);
    }

    public void Dispose()
    {
        Connection.Dispose();
        Engine.Dispose();
        _directory.Dispose();
    }
}
