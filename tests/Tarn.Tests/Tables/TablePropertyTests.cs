using System.Globalization;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables;

/// <summary>Properties, domains and in-commit timestamps as writes set them.</summary>
public sealed class TablePropertyTests
{
    private readonly TableRig _rig = new();

    [Fact]
    public async Task Properties_are_set_changed_and_taken_away()
    {
        await SetAsync(("delta.appendOnly", "true"), ("owner", "ops"));
        await SetAsync(("owner", "sales"), ("delta.checkpointInterval", "7"));
        await SetAsync(("delta.appendOnly", null), ("never", null));

        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(
            [new("delta.checkpointInterval", "7"), new("owner", "sales")],
            snapshot.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal(["commitInfo", "metaData"], (await _rig.LinesAsync(2)).Select(line => line.Single().Key));

        await SetAsync(("owner", "sales"));
        Assert.Equal(["commitInfo"], (await _rig.LinesAsync(3)).Select(line => line.Single().Key));
    }

    [Theory]
    [InlineData("delta.checkpointIntervall", "5", ErrorCodes.BadArgument)]
    [InlineData("delta.feature.fancy", "supported", ErrorCodes.BadArgument)]
    [InlineData("delta.checkpointInterval", "often", ErrorCodes.TableUnsupported)]
    [InlineData("delta.logRetentionDuration", "a month", ErrorCodes.TableUnsupported)]
    [InlineData("delta.appendOnly", "maybe", ErrorCodes.TableUnsupported)]
    [InlineData("delta.isolationLevel", "None", ErrorCodes.TableUnsupported)]
    [InlineData("delta.enableChangeDataFeed", "perhaps", ErrorCodes.TableUnsupported)]
    public async Task What_cannot_be_set_is_refused(string key, string value, string code)
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => SetAsync((key, value)));
        Assert.Equal(code, exception.Code);
    }

    [Theory]
    [InlineData("interval 1 week 2 days")]
    [InlineData("INTERVAL 36 hours")]
    [InlineData("30 days")]
    public async Task Intervals_come_in_the_forms_that_spark_writes(string interval)
    {
        await SetAsync(("delta.logRetentionDuration", interval));
        Assert.Equal(interval, (await _rig.LoadAsync()).Properties["delta.logRetentionDuration"]);
    }

    [Fact]
    public async Task Rows_never_leave_an_append_only_table_but_may_be_rearranged()
    {
        await _rig.CommitAsync(Write(WriteMode.Append, File("a", "1")) with { Properties = On("delta.appendOnly") });
        TableWrite replace = Write(WriteMode.ReplaceFiles, File("b", "1")) with
        {
            RemovedPaths = ["a"],
            ReadVersion = 0,
        };
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(replace));
        Assert.Equal(ErrorCodes.TableUnsupported, exception.Code);

        await _rig.CommitAsync(replace with { DataChange = false });
        IReadOnlyList<JsonObject> lines = await _rig.LinesAsync(1);
        Assert.False((bool)lines[1]["remove"]!["dataChange"]!);
        Assert.False((bool)lines[2]["add"]!["dataChange"]!);
        Assert.Equal("SnapshotIsolation", (string?)lines[0]["commitInfo"]!["isolationLevel"]);
    }

    [Fact]
    public async Task Domains_are_set_and_taken_away()
    {
        await SetDomainAsync("a", "{1}");
        Assert.Equal(
            """{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["domainMetadata"]}""",
            (await _rig.LinesAsync(0))[1]["protocol"]!.ToJsonString());
        Assert.Equal("{1}", (await _rig.LoadAsync()).Domains["a"]);

        await SetDomainAsync("a", null);
        Assert.Empty((await _rig.LoadAsync()).Domains);
        Assert.True((bool)(await _rig.LinesAsync(1))[1]["domainMetadata"]!["removed"]!);

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => SetDomainAsync("delta.x", "1"));
        Assert.Equal(ErrorCodes.BadArgument, exception.Code);
    }

    [Fact]
    public async Task In_commit_timestamps_grow_though_the_clock_stands_still()
    {
        await _rig.CommitAsync(WriteMode.Append, File("a", "1"));
        await SetAsync(("delta.enableInCommitTimestamps", "true"));
        await _rig.CommitAsync(WriteMode.Append, File("b", "1"));

        long start = _rig.Time.GetUtcNow().ToUnixTimeMilliseconds();
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(start + 2, snapshot.Timestamp.ToUnixTimeMilliseconds());
        Assert.Equal("1", snapshot.Properties["delta.inCommitTimestampEnablementVersion"]);
        Assert.Equal(
            (start + 1).ToString(CultureInfo.InvariantCulture),
            snapshot.Properties["delta.inCommitTimestampEnablementTimestamp"]);
        Assert.Equal(start + 2, (long)(await _rig.LinesAsync(2))[0]["commitInfo"]!["inCommitTimestamp"]!);
        Assert.Equal(
            """["appendOnly","invariants","inCommitTimestamp"]""",
            (await _rig.LinesAsync(1))[1]["protocol"]!["writerFeatures"]!.ToJsonString());
    }

    private static Dictionary<string, string?> On(string property) => new() { [property] = "true" };

    private Task<CommitResult> SetDomainAsync(string domain, string? configuration) =>
        _rig.CommitAsync(Write(WriteMode.Append) with
        {
            Domains = new Dictionary<string, string?> { [domain] = configuration },
        });

    private Task<CommitResult> SetAsync(params (string Key, string? Value)[] properties) =>
        _rig.CommitAsync(Write(WriteMode.Append) with
        {
            Properties = properties.ToDictionary(pair => pair.Key, pair => pair.Value),
            Operation = "SET TBLPROPERTIES",
        });
}
