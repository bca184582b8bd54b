using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Changes;
using Xunit;
using static Tarn.Tests.Tables.Changes.ChangeFeedRig;

namespace Tarn.Tests.Tables.Changes;

public sealed class ChangeFeedTests : IDisposable
{
    private readonly ChangeFeedRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task A_new_table_with_the_feed_has_the_old_writer_version_that_stands_for_it()
    {
        await _rig.CreateAsync();

        Assert.Equal(4, (await _rig.Lake.LoadAsync()).WriterVersion);
    }

    [Fact]
    public async Task Appended_rows_are_inserts()
    {
        await _rig.CreateAsync();
        _rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.Lake.WriteAsync(WriteMode.Append, "SELECT 9 AS id, NULL AS name, 1 AS p", Fields, "p");

        Assert.Equal(
            ["0|v0|0|insert|0", "1|v1|1|insert|0", "2|v2|0|insert|0", "3|v3|1|insert|0", "9|null|1|insert|1"],
            await _rig.ChangesAsync("0"));
        Assert.Equal(["9|null|1|insert|1"], await _rig.ChangesAsync("1", "1"));
        Assert.Empty(Directory.GetDirectories(_rig.Lake.TableDirectory, "_change_data"));
    }

    [Fact]
    public async Task Each_row_has_the_time_of_its_version()
    {
        await _rig.CreateAsync();
        _rig.Time.Advance(TimeSpan.FromHours(1));
        await _rig.Lake.WriteAsync(WriteMode.Append, "SELECT 9 AS id, NULL AS name, 1 AS p", Fields, "p");
        ChangeSet changes = await _rig.ReadAsync("1");

        Assert.Equal(
            [$"{_rig.Time.GetUtcNow().UtcDateTime:yyyy-MM-dd HH:mm:ss}"],
            await _rig.Lake.RowsAsync(
                $"SELECT strftime(_commit_timestamp AT TIME ZONE 'UTC', '%Y-%m-%d %H:%M:%S') "
                + $"FROM ({await changes.SqlAsync(_rig.Lake.Connection, Cancellation)})"));
    }

    [Fact]
    public async Task Overwritten_rows_are_deletes_and_inserts()
    {
        await _rig.CreateAsync();
        await _rig.Lake.WriteAsync(WriteMode.OverwritePartitions, "SELECT 7 AS id, 'x' AS name, 1 AS p", Fields, "p");

        Assert.Equal(
            ["1|v1|1|delete|1", "3|v3|1|delete|1", "7|x|1|insert|1"], await _rig.ChangesAsync("1"));
    }

    [Fact]
    public async Task Change_files_alone_count_where_a_version_has_them()
    {
        await _rig.CreateAsync();
        await _rig.UpdateAsync("id = 1", "SELECT 1 AS id, 'new' AS name, 0 AS p");

        Assert.Equal(
            ["1|new|0|update_postimage|1", "1|v1|1|update_preimage|1"], await _rig.ChangesAsync("1"));
        JsonObject[] lines = [.. (await _rig.LogAsync(1)).Where(line => line.ContainsKey("cdc"))];
        Assert.Equal(
            ["""{"p":"0"}""", """{"p":"1"}"""],
            lines.Select(line => line["cdc"]!["partitionValues"]!.ToJsonString()).Order());
        Assert.All(lines, line => Assert.False((bool)line["cdc"]!["dataChange"]!));
        Assert.All(lines, line => Assert.StartsWith(
            "_change_data/p=", (string)line["cdc"]!["path"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_a_file_with_another_deletion_vector_only_the_difference_changed()
    {
        await _rig.Lake.WriteAsync(
            Write(WriteMode.Append) with { PartitionColumns = [], Properties = On }, Rows);
        DataFile file = (await _rig.Lake.LoadAsync()).Files[0];
        DataFile first = file with { DeletionVector = Vector(0) };
        await _rig.SwapAsync(file, first);
        await _rig.SwapAsync(first, file with { DeletionVector = Vector(0, 3) });
        await _rig.SwapAsync(
            file with { DeletionVector = Vector(0, 3) }, file with { DeletionVector = Vector(3) });

        Assert.Equal(
            ["0|v0|0|delete|1", "0|v0|0|insert|3", "3|v3|1|delete|2"], await _rig.ChangesAsync("1"));
    }

    [Fact]
    public async Task Moments_choose_the_versions_between_them()
    {
        DateTimeOffset start = _rig.Time.GetUtcNow();
        await _rig.CreateAsync();
        for (int i = 10; i < 13; i++)
        {
            _rig.Time.Advance(TimeSpan.FromHours(1));
            await _rig.Lake.WriteAsync(WriteMode.Append, $"SELECT {i} AS id, NULL AS name, 1 AS p", Fields, "p");
        }

        Assert.Equal(["11", "12"], await _rig.IdsAsync(start.AddHours(1.5), null));
        Assert.Equal(["11"], await _rig.IdsAsync(start.AddHours(2), start.AddHours(2.5)));
        Assert.Equal(7, (await _rig.IdsAsync(start.AddHours(-5), null)).Count);
        Assert.Empty(await _rig.IdsAsync(start.AddHours(9), null));
    }

    [Fact]
    public async Task Rows_of_earlier_columns_read_null_in_new_ones_and_are_widened()
    {
        await _rig.Lake.WriteAsync(
            Write(WriteMode.Append) with
            {
                Properties = new Dictionary<string, string?>(On) { ["delta.enableTypeWidening"] = "true" },
                Fields = [new("id", "INTEGER"), new("p", "INTEGER")],
            },
            "SELECT 1 AS id, 0 AS p");
        await _rig.Lake.WriteAsync(
            Write(WriteMode.Append) with { EvolvesSchema = true },
            "SELECT 5000000000 AS id, 'n' AS name, 0 AS p");

        Assert.Equal(["1|null|0|insert|0", "5000000000|n|0|insert|1"], await _rig.ChangesAsync("0"));
    }

    [Fact]
    public async Task Columns_that_went_meanwhile_are_an_error_that_names_the_version()
    {
        await _rig.CreateAsync();
        await _rig.Lake.WriteAsync(WriteMode.Overwrite, "SELECT 1 AS id, 0 AS p", [Fields[0], Fields[2]], "p");

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.ReadAsync("0"));

        Assert.Equal(ErrorCodes.SchemaMismatch, exception.Code);
        Assert.Contains("version 0 ", exception.Message, StringComparison.Ordinal);
        Assert.Single((await _rig.ChangesAsync("1")), row => row.EndsWith("|insert|1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0", null, ErrorCodes.ChangeFeedOff, "version 0")]
    [InlineData("4", null, ErrorCodes.UnknownName, "version 4")]
    [InlineData("2", "1", ErrorCodes.BadArgument, "version 2")]
    [InlineData("2", "9", ErrorCodes.UnknownName, "version 9")]
    [InlineData("1", "3", ErrorCodes.ChangeFeedOff, "version 3")]
    public async Task Versions_that_tell_no_changes_are_errors_that_name_them(
        string from, string? to, string code, string place)
    {
        await _rig.Lake.WriteAsync(WriteMode.Append, Rows, Fields, "p");
        await _rig.ChangeAsync("true");
        await _rig.Lake.WriteAsync(WriteMode.Append, Rows, Fields, "p");
        await _rig.ChangeAsync("false");

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.ReadAsync(from, to));

        Assert.Equal(code, exception.Code);
        Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        Assert.Equal(4, (await _rig.ChangesAsync("1", "2")).Count);
    }

    [Fact]
    public async Task Versions_without_their_log_or_files_are_errors_that_name_them()
    {
        await _rig.CreateAsync();
        await _rig.UpdateAsync("id = 1", "SELECT 1 AS id, 'new' AS name, 0 AS p");
        Directory.Delete(Path.Combine(_rig.Lake.TableDirectory, "_change_data"), recursive: true);
        TarnException files = await Assert.ThrowsAsync<TarnException>(() => _rig.ReadAsync("1"));
        await _rig.Lake.Table.CheckpointAsync(Cancellation);
        File.Delete(Path.Combine(_rig.Lake.TableDirectory, "_delta_log", $"{0:D20}.json"));
        TarnException log = await Assert.ThrowsAsync<TarnException>(() => _rig.ReadAsync("0"));

        Assert.Equal((ErrorCodes.VersionGone, ErrorCodes.VersionGone), (files.Code, log.Code));
        Assert.Contains("version 1 ", files.Message, StringComparison.Ordinal);
        Assert.Contains("version 0 ", log.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_with_a_column_of_the_feeds_cannot_have_one()
    {
        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => _rig.Lake.WriteAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Fields = [new("_commit_version", "INTEGER")],
                PartitionColumns = [],
                Added = [],
                Operation = "WRITE",
                Properties = On,
            },
            "SELECT 1 AS _commit_version"));

        Assert.Equal(ErrorCodes.SchemaMismatch, exception.Code);
    }
}
