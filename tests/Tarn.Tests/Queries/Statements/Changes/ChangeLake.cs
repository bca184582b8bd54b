using Tarn.Catalog.Entries;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>A lake with Delta tables that no model makes.</summary>
internal sealed class ChangeLake : IDisposable
{
    public const string Table = "curated.t";

    public LakeRig Lake { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Writes the rows of a SELECT as the table's first version, and tells the catalog.</summary>
    public async Task MakeAsync(
        string sql,
        string[]? partitionedBy = null,
        IReadOnlyDictionary<string, string?>? properties = null,
        IReadOnlyList<TableField>? fields = null,
        string name = Table)
    {
        using LakeHost host = await Lake.OpenAsync();
        TableName table = TableName.Parse(name);
        await host.Entries.CreateAsync(
            new TableEntry
            {
                Name = table,
                Kind = EntryKind.Delta,
                Columns = [],
                Storage = new StorageEntry { Bucket = "curated", Prefix = table.Table + "/" },
                CreatedAt = default,
                UpdatedAt = default,
            },
            Cancellation);
        await WriteAsync(host, sql, partitionedBy ?? [], properties, fields, table.Table);
    }

    /// <summary>Adds the rows of a SELECT as another writer does, in a file of its own for each partition.</summary>
    public async Task AppendAsync(string sql, params string[] partitionedBy)
    {
        using LakeHost host = await Lake.OpenAsync();
        await WriteAsync(host, sql, partitionedBy, properties: null, fields: null, "t");
    }

    /// <summary>The number of rows that a statement says it changed.</summary>
    public async Task<int> ChangeAsync(string sql) =>
        int.Parse(Assert.Single(await Lake.ExecuteAsync(sql)), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The rows of the table, in order.</summary>
    public Task<string[]> RowsAsync(string columns = "*", string name = Table) =>
        Lake.QueryAsync($"SELECT {columns} FROM {name} ORDER BY ALL");

    /// <summary>The error of a statement and its place, -1 without.</summary>
    public async Task<(TarnException Error, int Position)> FailAsync(string sql)
    {
        TarnException error = await Assert.ThrowsAnyAsync<TarnException>(() => Lake.ExecuteAsync(sql));
        int? position = error is StatementException refused ? refused.Position : (error as EngineException)?.Position;
        return (error, position ?? -1);
    }

    public async Task<TableSnapshot> LoadAsync(string name = "t")
    {
        using LakeHost host = await Lake.OpenAsync();
        return await host.Tables.Open("curated", name).RequireAsync(Cancellation);
    }

    /// <summary>The newest commit.</summary>
    public async Task<CommitRecord> LastCommitAsync()
    {
        using LakeHost host = await Lake.OpenAsync();
        return await host.Tables.Open("curated", "t").HistoryAsync(Cancellation).FirstAsync(Cancellation);
    }

    /// <summary>Data files on disk, in the log or not.</summary>
    public string[] FilesOnDisk() => Directory.GetFiles(
        Path.Combine(Lake.Directory, "data", "curated", "t"), "*.parquet", SearchOption.AllDirectories);

    public void Dispose() => Lake.Dispose();

    private async Task WriteAsync(
        LakeHost host,
        string sql,
        string[] partitionedBy,
        IReadOnlyDictionary<string, string?>? properties,
        IReadOnlyList<TableField>? fields,
        string root)
    {
        DeltaTable table = host.Tables.Open("curated", root);
        using DuckConnection connection = host.Engine.Connect();
        if (fields is null)
        {
            IReadOnlyList<object?[]> columns = await connection.QueryAllAsync($"DESCRIBE {sql}", Cancellation);
            fields = [.. columns.Select(column => new TableField((string)column[0]!, (string)column[1]!))];
        }

        string scratch = Path.Combine(Lake.Directory, ".tarn", "scratch", "test");
        IReadOnlyList<WrittenFile> files = await new PartitionedWriter().WriteAsync(
            connection, sql, fields, partitionedBy, scratch, Guid.NewGuid().ToString("N"), Cancellation);
        await host.Buckets.Get("curated").MoveInManyAsync(
            [.. files.Select(file => (file.LocalPath, $"{root}/{file.File.Path}"))], Cancellation);
        CommitResult result = await table.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Fields = fields,
                PartitionColumns = partitionedBy,
                Added = [.. files.Select(file => file.File)],
                Properties = properties ?? new Dictionary<string, string?>(),
                Operation = "WRITE",
            },
            Cancellation);
        Assert.IsType<CommitResult.Committed>(result);
    }
}
