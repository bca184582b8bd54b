using System.Text;
using System.Text.Json.Nodes;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>A table in memory and short ways to write to it.</summary>
internal sealed class TableRig
{
    public const string Root = "db/t";

    public static readonly IReadOnlyList<TableField> Fields =
        [new("id", "BIGINT", Nullable: false), new("name", "VARCHAR"), new("p", "INTEGER")];

    /// <summary>Tables in memory have no checkpoints, so it has nothing to do.</summary>
    public static readonly DuckInstance Engine = DuckInstance.Open(new EngineOptions { Threads = 1 });

    public TableRig()
    {
        Store = new InMemoryObjectStore("curated", Time);
        Table = NewTable();
    }

    public ManualTimeProvider Time { get; } = new();

    public SequentialIdSource Ids { get; } = new();

    public InMemoryObjectStore Store { get; }

    public DeltaTable Table { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public DeltaTable NewTable() => new(Store, Root, Engine, Time, Ids);

    public static DataFile File(string path, string? partition = null, long rows = 10, long nulls = 0) => new()
    {
        Path = path,
        PartitionValues = new Dictionary<string, string?> { ["p"] = partition },
        SizeBytes = 100,
        ModifiedUnixMs = 1_700_000_000_000,
        Statistics = new JsonObject
        {
            ["numRecords"] = rows,
            ["minValues"] = new JsonObject { ["id"] = 1 },
            ["maxValues"] = new JsonObject { ["id"] = rows },
            ["nullCount"] = new JsonObject { ["id"] = nulls, ["name"] = 0 },
        },
    };

    public static TableWrite Write(WriteMode mode, params DataFile[] added) => new()
    {
        Mode = mode,
        Fields = Fields,
        PartitionColumns = ["p"],
        Added = added,
        Operation = "WRITE",
    };

    public Task<CommitResult> CommitAsync(WriteMode mode, params DataFile[] added) =>
        CommitAsync(Write(mode, added));

    public Task<CommitResult> CommitAsync(TableWrite write) => NewTable().CommitAsync(write, Cancellation);

    public async Task<TableSnapshot> LoadAsync() =>
        await Table.LoadAsync(Cancellation) ?? throw new InvalidOperationException("no table");

    public async Task<IReadOnlyList<string>> PathsAsync() => [.. (await LoadAsync()).Files.Select(file => file.Path)];

    /// <summary>Lets another writer commit just before the next commit's put, once.</summary>
    public void Before(TableWrite other)
    {
        Store.BeforeConditionalPut = async _ =>
        {
            Store.BeforeConditionalPut = null;
            Assert.IsType<CommitResult.Committed>(await CommitAsync(other));
        };
    }

    public async Task<IReadOnlyList<JsonObject>> LinesAsync(long version)
    {
        byte[]? content = await Store.ReadAsync($"{Root}/_delta_log/{version:D20}.json", Cancellation);
        Assert.NotNull(content);
        return
        [
            .. Encoding.UTF8.GetString(content)
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line)!.AsObject()),
        ];
    }

    public async Task PutLogAsync(string name, params string[] lines) => await Store.PutAsync(
        $"{Root}/_delta_log/{name}",
        Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n"),
        PutCondition.None,
        Cancellation);
}
