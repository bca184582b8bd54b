using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables;

public sealed class DeltaTableCommitTests
{
    private readonly TableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_place_without_a_log_is_no_table() => Assert.Null(await _rig.Table.LoadAsync(Cancellation));

    [Fact]
    public async Task The_first_commit_creates_the_table()
    {
        CommitResult result = await _rig.CommitAsync(Write(WriteMode.Append, File("p=1/a.parquet", "1")) with
        {
            Description = "Trips",
            RunId = "run-7",
            Transaction = new AppTransaction("model", 3),
        });

        Assert.Equal(new CommitResult.Committed(0), result);
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(0, snapshot.Version);
        Assert.Equal(Fields, snapshot.Fields);
        Assert.Equal(["p"], snapshot.PartitionColumns);
        Assert.Equal("Trips", snapshot.Description);
        Assert.Equal(3, snapshot.Transactions["model"]);
        Assert.Equal(10, snapshot.RowCount);
        Assert.Equal(100, snapshot.SizeBytes);
        Assert.True(Guid.TryParse(snapshot.Id, out _));
        Assert.Equal(_rig.Time.GetUtcNow(), snapshot.Timestamp);
    }

    [Fact]
    public async Task A_commit_has_the_actions_and_facts_the_protocol_asks_for()
    {
        await _rig.CommitAsync(WriteMode.Append, File("p=1/a b%20.parquet", "1"));
        await _rig.CommitAsync(WriteMode.Overwrite, File("p=2/c.parquet", "2"));

        IReadOnlyList<JsonObject> first = await _rig.LinesAsync(0);
        Assert.Equal(["commitInfo", "protocol", "metaData", "add"], first.Select(line => line.Single().Key));
        Assert.Equal("""{"minReaderVersion":1,"minWriterVersion":2}""", first[1]["protocol"]!.ToJsonString());
        Assert.Equal("p=1/a%20b%2520.parquet", (string?)first[3]["add"]!["path"]);
        Assert.Equal("""{"p":"1"}""", first[3]["add"]!["partitionValues"]!.ToJsonString());
        Assert.Contains("\"numRecords\":10", (string?)first[3]["add"]!["stats"], StringComparison.Ordinal);

        IReadOnlyList<JsonObject> second = await _rig.LinesAsync(1);
        Assert.Equal(["commitInfo", "remove", "add"], second.Select(line => line.Single().Key));
        JsonNode info = second[0]["commitInfo"]!;
        Assert.False((bool)info["isBlindAppend"]!);
        Assert.Equal("1", (string?)info["operationMetrics"]!["numFiles"]);
        Assert.Equal("1", (string?)info["operationMetrics"]!["numRemovedFiles"]);
        Assert.Equal("10", (string?)info["operationMetrics"]!["numOutputRows"]);
        Assert.StartsWith("Tarn/", (string?)info["engineInfo"], StringComparison.Ordinal);
        JsonNode remove = second[1]["remove"]!;
        Assert.Equal("p=1/a%20b%2520.parquet", (string?)remove["path"]);
        Assert.True((bool)remove["dataChange"]!);
        Assert.Equal(_rig.Time.GetUtcNow().ToUnixTimeMilliseconds(), (long)remove["deletionTimestamp"]!);
        Assert.Equal(["p=2/c.parquet"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task Timestamps_without_zone_need_the_listed_feature()
    {
        TableWrite write = Write(WriteMode.Append) with
        {
            Fields = [new("at", "TIMESTAMP"), new("nested", "STRUCT(x TIMESTAMP[])"), new("p", "INTEGER")],
        };
        await _rig.CommitAsync(write);

        Assert.Equal(
            """
            {"minReaderVersion":3,"minWriterVersion":7,
            "readerFeatures":["timestampNtz"],"writerFeatures":["timestampNtz"]}
            """.ReplaceLineEndings(""),
            (await _rig.LinesAsync(0))[1]["protocol"]!.ToJsonString());
    }

    [Fact]
    public async Task Overwrite_can_bring_a_new_schema_and_the_protocol_it_needs()
    {
        await _rig.CommitAsync(WriteMode.Append, File("a.parquet", "1"));
        TableWrite write = Write(WriteMode.Overwrite) with
        {
            Fields = [new("at", "TIMESTAMP")],
            PartitionColumns = [],
        };
        await _rig.CommitAsync(write);

        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal([new TableField("at", "TIMESTAMP")], snapshot.Fields);
        Assert.Empty(snapshot.PartitionColumns);
        Assert.Equal(
            """["appendOnly","invariants","timestampNtz"]""",
            (await _rig.LinesAsync(1))[1]["protocol"]!["writerFeatures"]!.ToJsonString());
    }

    [Fact]
    public async Task Overwriting_partitions_leaves_the_others()
    {
        await _rig.CommitAsync(WriteMode.Append, File("1.parquet", "1"), File("2.parquet", "2"), File("0.parquet"));
        await _rig.CommitAsync(WriteMode.OverwritePartitions, File("2b.parquet", "2"), File("0b.parquet", ""));

        Assert.Equal(["0b.parquet", "1.parquet", "2b.parquet"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task Replacing_takes_out_the_named_files()
    {
        await _rig.CommitAsync(WriteMode.Append, File("1.parquet", "1"), File("2.parquet", "2"));
        await _rig.CommitAsync(Write(WriteMode.ReplaceFiles, File("3.parquet", "2")) with
        {
            RemovedPaths = ["2.parquet"],
            ReadVersion = 0,
        });

        Assert.Equal(["1.parquet", "3.parquet"], await _rig.PathsAsync());
    }

    [Fact]
    public async Task A_transaction_is_applied_once()
    {
        TableWrite write = Write(WriteMode.Append, File("1.parquet", "1")) with
        {
            Transaction = new AppTransaction("model", 2),
        };
        Assert.Equal(new CommitResult.Committed(0), await _rig.CommitAsync(write));
        Assert.Equal(new CommitResult.AlreadyApplied(0), await _rig.CommitAsync(write));
        Assert.Equal(
            new CommitResult.AlreadyApplied(0),
            await _rig.CommitAsync(write with { Transaction = new AppTransaction("model", 1) }));
        Assert.Single(await _rig.PathsAsync());
    }

    [Fact]
    public async Task Another_schema_is_refused_with_the_columns_that_differ()
    {
        await _rig.CommitAsync(WriteMode.Append);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(
            Write(WriteMode.Append) with
            {
                Fields = [new("id", "VARCHAR"), new("p", "INTEGER"), new("extra", "DOUBLE")],
            }));

        Assert.Equal(ErrorCodes.SchemaMismatch, exception.Code);
        Assert.Contains("'id' is VARCHAR, expected BIGINT", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'name' is missing", exception.Message, StringComparison.Ordinal);
        Assert.Contains("'extra' is new", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Types_that_are_stored_alike_are_the_same_schema()
    {
        await _rig.CommitAsync(WriteMode.Append);
        Assert.IsType<CommitResult.Committed>(await _rig.CommitAsync(Write(WriteMode.Append) with
        {
            Fields = [new("id", "UINTEGER"), new("name", "ENUM('a', 'b)')"), new("p", "USMALLINT")],
        }));
    }

    [Fact]
    public async Task Nulls_do_not_get_into_not_null_columns()
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(
            () => _rig.CommitAsync(WriteMode.Append, File("a.parquet", "1", nulls: 4)));

        Assert.Equal(ErrorCodes.NotNullViolated, exception.Code);
        Assert.Contains("'id' is NOT NULL but has 4 nulls in 'a.parquet'", exception.Message, StringComparison.Ordinal);
        Assert.Null(await _rig.Table.LoadAsync(Cancellation));
    }

    [Fact]
    public async Task Nulls_do_not_get_into_not_null_partition_columns()
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(
            Write(WriteMode.Append, File("a.parquet")) with { Fields = [new("p", "INTEGER", Nullable: false)] }));
        Assert.Equal(ErrorCodes.NotNullViolated, exception.Code);
    }

    [Fact]
    public async Task History_tells_the_commits_newest_first()
    {
        await _rig.CommitAsync(WriteMode.Append, File("1.parquet", "1"));
        _rig.Time.Advance(TimeSpan.FromMinutes(1));
        await _rig.CommitAsync(Write(WriteMode.Append, File("2.parquet", "1", rows: 5)) with
        {
            Operation = "MERGE",
            OperationParameters = new Dictionary<string, string> { ["mode"] = "Append" },
            RunId = "run-2",
        });

        List<CommitRecord> history = await _rig.Table.HistoryAsync(Cancellation).ToListAsync(Cancellation);
        Assert.Equal([1, 0], history.Select(record => record.Version));
        Assert.Equal("MERGE", history[0].Operation);
        Assert.Equal("run-2", history[0].RunId);
        Assert.Equal("Append", history[0].Parameters["mode"]);
        Assert.Equal("5", history[0].Metrics["numOutputRows"]);
        Assert.Equal(TimeSpan.FromMinutes(1), history[0].Timestamp - history[1].Timestamp);
        Assert.Null(history[1].RunId);
    }

    [Fact]
    public async Task Older_versions_stay_readable()
    {
        await _rig.CommitAsync(WriteMode.Append, File("1.parquet", "1"));
        await _rig.CommitAsync(WriteMode.Overwrite, File("2.parquet", "1"));

        Assert.Equal("1.parquet", (await _rig.Table.LoadAsync(0, Cancellation))!.Files.Single().Path);
        Assert.Equal("2.parquet", (await _rig.LoadAsync()).Files.Single().Path);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.Table.LoadAsync(2, Cancellation));
        Assert.Equal(ErrorCodes.UnknownName, exception.Code);
    }

    [Fact]
    public async Task A_table_cannot_have_columns_that_differ_only_in_case()
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(
            Write(WriteMode.Append) with { Fields = [new("p", "INTEGER"), new("P", "INTEGER")] }));
        Assert.Equal(ErrorCodes.SchemaMismatch, exception.Code);
    }
}
