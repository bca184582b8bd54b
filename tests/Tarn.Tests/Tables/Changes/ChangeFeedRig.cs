using System.Text.Json.Nodes;
using Tarn.Tables;
using Tarn.Tables.Changes;
using Tarn.Tables.DeletionVectors;
using Tarn.Tables.Maintenance;
using Tarn.Testing;
using Tarn.Tests.Tables.DeletionVectors;
using Xunit;

namespace Tarn.Tests.Tables.Changes;

/// <summary>A table with a change data feed, and short ways to change it and to read the changes.</summary>
internal sealed class ChangeFeedRig : IDisposable
{
    public const string Rows = "SELECT range AS id, 'v' || range AS name, (range % 2)::INTEGER AS p FROM range(4)";

    public static readonly TableField[] Fields =
        [new("id", "BIGINT"), new("name", "VARCHAR"), new("p", "INTEGER")];

    public static readonly Dictionary<string, string?> On = new() { ["delta.enableChangeDataFeed"] = "true" };

    public ChangeFeedRig() => Lake = new LakeTableRig(time: Time);

    public ManualTimeProvider Time { get; } = new();

    public LakeTableRig Lake { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Lake.Dispose();

    public static TableWrite Write(WriteMode mode) => new()
    {
        Mode = mode,
        Fields = Fields,
        PartitionColumns = ["p"],
        Added = [],
        Operation = "WRITE",
    };

    public static DeletionVector Vector(params long[] rows)
    {
        byte[] data = RoaringBytes.Write(rows, withRuns: false);
        return new DeletionVector("i", RoaringBytes.ToZ85(data), null, data.Length, rows.Length);
    }

    public Task<CommitResult> CreateAsync() =>
        Lake.WriteAsync(Write(WriteMode.Append) with { Properties = On }, Rows);

    /// <summary>Replaces the files that hold rows which meet the condition, as a merge does.</summary>
    public async Task UpdateAsync(string where, string newRow)
    {
        TableSnapshot snapshot = await Lake.LoadAsync();
        string old = await Lake.ScanAsync();
        ChangeWriter writer = new(Lake.Connection, Fields, ["p"], Lake.Scratch);
        IReadOnlyList<WrittenFile> changes = await writer.WriteAsync(
            [
                writer.Changed($"FROM ({old}) WHERE {where}", ChangeColumns.UpdatePreimage),
                writer.Changed(newRow, ChangeColumns.UpdatePostimage),
            ],
            Lake.NextPrefix(),
            Cancellation);
        await Lake.MoveInAsync(changes, LakeTableRig.Root);
        CommitResult result = await Lake.WriteAsync(
            Write(WriteMode.ReplaceFiles) with
            {
                RemovedPaths = [.. snapshot.Files.Select(file => file.Path)],
                ReadVersion = snapshot.Version,
                ChangeFiles = [.. changes.Select(file => file.File)],
            },
            $"FROM ({old}) WHERE NOT ({where}) UNION ALL {newRow}");
        Assert.IsType<CommitResult.Committed>(result);
    }

    public async Task SwapAsync(DataFile before, DataFile after) => Assert.IsType<CommitResult.Committed>(
        await Lake.Table.CommitAsync(
            Write(WriteMode.ReplaceFiles) with
            {
                PartitionColumns = [],
                Added = [after],
                RemovedPaths = [before.Path],
                Properties = new Dictionary<string, string?> { ["delta.enableDeletionVectors"] = "true" },
            },
            Cancellation));

    public Task ChangeAsync(string value) => new PropertyEditor(Lake.Table).ChangeAsync(
        new Dictionary<string, string> { ["delta.enableChangeDataFeed"] = value }, [], Cancellation);

    public Task<ChangeSet> ReadAsync(string from, string? to = null) => new ChangeFeed(Lake.Table).ReadAsync(
        AsOf.TryParse(from)!, to is null ? null : AsOf.TryParse(to), Cancellation);

    public async Task<IReadOnlyList<string>> ChangesAsync(string from, string? to = null)
    {
        ChangeSet changes = await ReadAsync(from, to);
        IEnumerable<string> columns =
            changes.Snapshot.Fields.Select(field => $"coalesce({field.Name}::VARCHAR, 'null')");
        return await Lake.RowsAsync(
            $"SELECT concat_ws('|', {string.Join(", ", columns)}, _change_type, _commit_version) AS r "
            + $"FROM ({await changes.SqlAsync(Lake.Connection, Cancellation)}) ORDER BY r");
    }

    public async Task<IReadOnlyList<string>> IdsAsync(DateTimeOffset from, DateTimeOffset? to)
    {
        ChangeSet changes = await new ChangeFeed(Lake.Table).ReadAsync(
            new AsOf.Moment(from), to is DateTimeOffset end ? new AsOf.Moment(end) : null, Cancellation);
        return await Lake.RowsAsync(
            $"SELECT id::VARCHAR FROM ({await changes.SqlAsync(Lake.Connection, Cancellation)}) ORDER BY id");
    }

    public async Task<IReadOnlyList<JsonObject>> LogAsync(long version)
    {
        string[] lines = await File.ReadAllLinesAsync(
            Path.Combine(Lake.TableDirectory, "_delta_log", $"{version:D20}.json"), Cancellation);
        return [.. lines.Select(line => JsonNode.Parse(line)!.AsObject())];
    }
}
