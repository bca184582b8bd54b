using Tarn.Tables;
using Xunit;
using static Tarn.Tests.Tables.CheckpointRig;

namespace Tarn.Tests.Tables;

/// <summary>Which checkpoint is used, and what a damaged one does.</summary>
public sealed class CheckpointTests : IDisposable
{
    private const string Part1 = "checkpoint.0000000001.0000000002.parquet";
    private const string Part2 = "checkpoint.0000000002.0000000002.parquet";
    private const string Unique = "checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11";

    private readonly CheckpointRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Commits_before_the_checkpoint_are_not_needed()
    {
        await _rig.CommitAsync(3);
        await _rig.PutParquetAsync(Name(2, "checkpoint.parquet"), OtherActions, Adds("a", "b"));
        await _rig.DeleteAsync(Name(0, "json"));
        await _rig.DeleteAsync(Name(1, "json"));

        Assert.Equal("3 a b", await _rig.PathsAsync());
        Assert.Equal(15, (await _rig.LoadAsync()).RowCount);
        Assert.Equal(2, (await _rig.LoadAsync(2)).Files.Count);
        await Assert.ThrowsAsync<Tarn.Common.TarnException>(() => _rig.LoadAsync(1));
    }

    [Fact]
    public async Task A_commit_missing_after_the_checkpoint_is_an_error()
    {
        await _rig.CommitAsync(5);
        await _rig.PutParquetAsync(Name(2, "checkpoint.parquet"), OtherActions, Adds("a"));
        await _rig.DeleteAsync(Name(4, "json"));
        Assert.Contains("lacks version 4", await _rig.FailsAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("""{"version":99,"size":1}""")]
    [InlineData("""{"version":1,"size":1,"parts":7}""")]
    public async Task The_last_checkpoint_pointer_is_only_a_hint(string content)
    {
        await _rig.CommitAsync(3);
        await _rig.PutParquetAsync(Name(2, "checkpoint.parquet"), OtherActions, Adds("a", "b"));
        await _rig.PutAsync("_last_checkpoint", content);
        Assert.Equal("3 a b", await _rig.PathsAsync());
    }

    [Fact]
    public async Task A_multi_part_checkpoint_counts_when_all_parts_are_there()
    {
        await _rig.CommitAsync(2);
        await _rig.PutParquetAsync(Name(2, Part1), OtherActions, Adds("a"));
        Assert.Equal("0 1 2", await _rig.PathsAsync());

        await _rig.PutParquetAsync(Name(2, Part2), Adds("b", "c"));
        Assert.Equal("a b c", await _rig.PathsAsync());

        await _rig.DeleteAsync(Name(0, "json"));
        await _rig.DeleteAsync(Name(2, Part1));
        Assert.Contains("lacks version 0", await _rig.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incomplete_checkpoint_alone_is_an_error()
    {
        await _rig.PutParquetAsync(Name(2, Part1), OtherActions, Adds("a"));
        Assert.Contains(Part1, await _rig.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_checkpoint_does_not_count()
    {
        await _rig.CommitAsync(2);
        await _rig.PutAsync(Name(2, "checkpoint.parquet"), "");
        Assert.Equal("0 1 2", await _rig.PathsAsync());
    }

    [Fact]
    public async Task A_checkpoint_that_is_no_parquet_file_is_passed_over_or_named()
    {
        await _rig.CommitAsync(2);
        await _rig.PutAsync(Name(2, "checkpoint.parquet"), "PAR1 and something else");
        Assert.Equal("0 1 2", await _rig.PathsAsync());

        await _rig.DeleteAsync(Name(0, "json"));
        Assert.Contains(Name(2, "checkpoint.parquet"), await _rig.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_without_protocol_is_an_error()
    {
        await _rig.PutParquetAsync(Name(2, "checkpoint.parquet"), Adds("a"));
        Assert.Contains("no metaData action", await _rig.FailsAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_v2_checkpoint_has_its_files_in_sidecars(bool isJson)
    {
        const string Sidecar = "_sidecars/one.parquet";
        await _rig.CommitAsync(3);
        long bytes = await _rig.PutParquetAsync(Sidecar, Adds("a", "b"));
        await PutTopAsync(isJson, 2, bytes);
        Assert.Equal("3 a b", await _rig.PathsAsync());
        await _rig.DeleteAsync(Name(0, "json"));

        await PutTopAsync(isJson, 7, bytes);
        Assert.Contains("version 7", await _rig.FailsAsync(), StringComparison.Ordinal);

        await PutTopAsync(isJson, 2, bytes);
        await _rig.DeleteAsync(Sidecar);
        Assert.Contains(Sidecar, await _rig.FailsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Statistics_and_partition_values_may_be_columns_only()
    {
        const string Add =
            """
            SELECT {
                'path': 'a', 'size': 10, 'modificationTime': 1,
                'partitionValues_parsed': {'p': DATE '2024-02-03'},
                'stats_parsed': {
                    'numRecords': 5,
                    'minValues': {
                        'id': 7, 'at': TIMESTAMPTZ '2024-02-03 04:05:06.789123+00',
                        'price': 1234567890123456.70::DECIMAL(18,2)
                    },
                    'maxValues': {'id': 9},
                    'nullCount': {'id': 1, 'at': 0}
                }
            } AS add
            """;
        await _rig.PutParquetAsync(Name(2, "checkpoint.parquet"), OtherActions, Add);

        DataFile file = Assert.Single((await _rig.LoadAsync()).Files);
        Assert.Equal("2024-02-03", file.PartitionValues["p"]);
        Assert.Equal(5, file.RowCount);
        Assert.Equal(
            """
            {"numRecords":5,"tightBounds":null,"minValues":
            {"id":7,"at":"2024-02-03T04:05:06.789Z","price":1234567890123456.70},"maxValues":
            {"id":9,"at":null,"price":null},"nullCount":{"id":1,"at":0,"price":null}}
            """.ReplaceLineEndings(""),
            file.Statistics!.ToJsonString());
    }

    [Fact]
    public async Task Transactions_and_domains_come_from_the_checkpoint()
    {
        await _rig.PutParquetAsync(
            Name(2, "checkpoint.parquet"),
            OtherActions,
            "SELECT {'appId': 'model', 'version': 7::BIGINT} AS txn",
            "SELECT {'domain': 'd', 'configuration': 'c', 'removed': false} AS \"domainMetadata\"");
        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal(7, snapshot.Transactions["model"]);
        Assert.Equal("c", snapshot.Domains["d"]);

        await _rig.PutAsync(
            Name(3, "json"), """{"domainMetadata":{"domain":"d","configuration":"","removed":true}}""");
        Assert.Empty((await _rig.LoadAsync()).Domains);
    }

    [Fact]
    public async Task Compacted_commits_are_passed_over()
    {
        await _rig.CommitAsync(3);
        await _rig.PutAsync($"{1:D20}.{3:D20}.compacted.json", AddLine("wrong"));
        Assert.Equal("0 1 2 3", await _rig.PathsAsync());
    }

    [Theory]
    [InlineData("true", 1_700_000_000)]
    [InlineData("false", 1_600_000_000)]
    public async Task In_commit_timestamps_count_when_the_table_has_them(string isEnabled, long expectedSeconds)
    {
        string metadata = Metadata.Replace(
            "\"configuration\":{}", $$"""  "configuration":{"delta.enableInCommitTimestamps":"{{isEnabled}}"}""");
        await _rig.PutAsync(
            Name(0, "json"),
            """{"commitInfo":{"inCommitTimestamp":1700000000000,"timestamp":1600000000000}}""",
            Protocol,
            metadata);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(expectedSeconds), (await _rig.LoadAsync()).Timestamp);
    }

    [Fact]
    public async Task The_time_of_a_version_at_a_checkpoint_is_that_of_its_commit()
    {
        await _rig.CommitAsync(1);
        await _rig.PutAsync(
            Name(2, "json"), """{"commitInfo":{"timestamp":1700000000000,"inCommitTimestamp":1}}""", AddLine("2"));
        await _rig.PutParquetAsync(Name(2, "checkpoint.parquet"), OtherActions, Adds("a"));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), (await _rig.LoadAsync()).Timestamp);
    }

    private async Task PutTopAsync(bool isJson, long version, long sidecarBytes)
    {
        if (isJson)
        {
            await _rig.PutAsync(
                Name(2, Unique + ".json"),
                $$$"""{"checkpointMetadata":{"version":{{{version}}}}}""",
                $$$"""{"sidecar":{"path":"one.parquet","sizeInBytes":{{{sidecarBytes}}},"modificationTime":1}}""",
                Protocol,
                Metadata);
        }
        else
        {
            await _rig.PutParquetAsync(
                Name(2, Unique + ".parquet"),
                OtherActions,
                $"SELECT {{'version': {version}::BIGINT}} AS \"checkpointMetadata\"",
                $"SELECT {{'path': 'one.parquet', 'sizeInBytes': {sidecarBytes}::BIGINT}} AS sidecar");
        }
    }
}
