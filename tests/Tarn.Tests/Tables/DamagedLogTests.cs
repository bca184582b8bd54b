using Tarn.Common;
using Tarn.Tables;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables;

/// <summary>
/// Logs that are damaged, or ask for what Tarn does not have: an error that names it, never a wrong answer.
/// </summary>
public sealed class DamagedLogTests
{
    private const string Metadata =
        """
        {"metaData":{"id":"x","format":{"provider":"parquet","options":{}},"schemaString":
        """;

    private readonly TableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_missing_version_is_named()
    {
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.Store.DeleteAsync([$"{Root}/_delta_log/00000000000000000001.json"], Cancellation);

        TarnException exception = await FailsAsync(ErrorCodes.TableCorrupt);
        Assert.Contains("'curated/db/t' lacks version 1", exception.Message, StringComparison.Ordinal);
        Assert.NotNull(await _rig.Table.LoadAsync(0, Cancellation));
    }

    [Fact]
    public async Task A_line_that_is_no_action_is_named()
    {
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.PutLogAsync("00000000000000000001.json", """{"commitInfo":{}}""", """{"add":{"path":"x"}}""");

        TarnException exception = await FailsAsync(ErrorCodes.TableCorrupt);
        Assert.Contains("00000000000000000001.json' line 2", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"protocol":{"minReaderVersion":4,"minWriterVersion":7}}""", "reader version 4")]
    [InlineData(
        """
        {"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["warp"],"writerFeatures":["warp"]}}
        """,
        "feature 'warp'")]
    public async Task Unknown_reader_features_are_named(string protocol, string expected)
    {
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.PutLogAsync("00000000000000000001.json", protocol);

        TarnException exception = await FailsAsync(ErrorCodes.TableUnsupported);
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_writer_features_stop_writers_only()
    {
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.PutLogAsync(
            "00000000000000000001.json",
            """{"protocol":{"minReaderVersion":1,"minWriterVersion":7,"writerFeatures":["rowTracking"]}}""");

        Assert.Equal(1, (await _rig.LoadAsync()).Version);
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(WriteMode.Append));
        Assert.Equal(ErrorCodes.TableUnsupported, exception.Code);
        Assert.Contains("feature 'rowTracking'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Features_that_are_supported_but_not_used_do_not_matter()
    {
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.PutLogAsync(
            "00000000000000000001.json", """{"protocol":{"minReaderVersion":2,"minWriterVersion":6}}""");
        Assert.IsType<CommitResult.Committed>(await _rig.CommitAsync(WriteMode.Append));
    }

    [Fact]
    public async Task Column_mapping_and_constraints_in_use_are_not_written()
    {
        await _rig.CommitAsync(WriteMode.Append);
        string schema = """ "{\"type\":\"struct\",\"fields\":[]}","partitionColumns":[],"configuration":""";
        await _rig.PutLogAsync(
            "00000000000000000001.json",
            Metadata + schema + """{"delta.constraints.c":"id > 0"}}}""");
        Assert.Equal(1, (await _rig.LoadAsync()).Version);
        await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(WriteMode.Append));

        await _rig.PutLogAsync(
            "00000000000000000002.json",
            Metadata + schema + """{"delta.columnMapping.mode":"name"}}}""");
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(WriteMode.Append));
        Assert.Contains("columnMapping", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_metadata_actions_in_one_commit_are_an_error()
    {
        string line = Metadata
            + """ "{\"type\":\"struct\",\"fields\":[]}","partitionColumns":[],"configuration":{}}}""";
        await _rig.PutLogAsync(
            "00000000000000000000.json",
            """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""",
            line,
            line);
        TarnException exception = await FailsAsync(ErrorCodes.TableCorrupt);
        Assert.Contains("a second metaData in one commit", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_append_only_table_keeps_its_rows()
    {
        string schema = """ "{\"type\":\"struct\",\"fields\":[]}","partitionColumns":[],"configuration":""";
        await _rig.PutLogAsync(
            "00000000000000000000.json",
            """{"protocol":{"minReaderVersion":1,"minWriterVersion":2}}""",
            Metadata + schema + """{"delta.appendOnly":"true"}}}""",
            """{"add":{"path":"x","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true}}""");

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.CommitAsync(WriteMode.Overwrite));
        Assert.Contains("append-only", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_actions_fields_and_broken_statistics_are_ignored()
    {
        await _rig.CommitAsync(WriteMode.Append);
        await _rig.PutLogAsync(
            "00000000000000000001.json",
            """{"domainMetadata":{"domain":"d"},"future":1}""",
            "",
            """
            {"add":{"path":"x","partitionValues":{},"size":1,"modificationTime":1,"dataChange":true,"stats":"{","z":0}}
            """);

        DataFile file = (await _rig.LoadAsync()).Files.Single();
        Assert.Null(file.Statistics);
        Assert.Null(file.RowCount);
    }

    private async Task<TarnException> FailsAsync(string code)
    {
        TarnException exception =
            await Assert.ThrowsAsync<TarnException>(() => _rig.Table.LoadAsync(Cancellation));
        Assert.Equal(code, exception.Code);
        return exception;
    }
}
