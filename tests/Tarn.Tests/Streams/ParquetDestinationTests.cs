using System.Text;
using System.Text.Json;
using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Streams;
using Xunit;

namespace Tarn.Tests.Streams;

/// <summary>Records that become Parquet with the columns of a table.</summary>
public sealed class ParquetDestinationTests : IDisposable
{
    private static readonly StreamDestination Parquet = StreamRig.Clicks.Destination with
    {
        Prefix = "ok/!{timestamp:yyyy}/",
        ErrorPrefix = "bad/!{firehose:error-output-type}/",
        Parquet = new ParquetConversion("web", "clicks"),
    };

    private readonly StreamRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Members_become_columns_of_the_types_of_the_table()
    {
        await CreateTableAsync();

        await _rig.DeliverAsync(
            Parquet,
            """{"id":1,"at":"2024-02-01T08:00:00Z","price":"12.50","tags":["a","b"],"ip":"10.0.0.1"}""",
            "{\n  \"id\": 2,\r\n  \"at\": null\n}",
            "{}");

        string path = Assert.Single(_rig.Files());
        Assert.EndsWith(".parquet", path, StringComparison.Ordinal);
        Assert.Equal(
            "1|2024-02-01 08:00:00|12.50|[a, b]; 2|||; |||",
            await ReadAsync(path, "concat_ws('|', coalesce(id::VARCHAR, ''), coalesce(\"at\"::TIMESTAMP::VARCHAR, ''), "
                + "coalesce(price::VARCHAR, ''), coalesce(tags::VARCHAR, ''))"));
        Assert.Equal("id,at,price,tags", await ReadColumnsAsync(path));
    }

    [Fact]
    public async Task Records_with_values_that_do_not_fit_go_to_the_errors_and_the_others_on()
    {
        await CreateTableAsync();

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            Parquet, """{"id":1}""", """{"id":"one"}""", "[1]", """{"id":4,"price":"dear"}""", """{"id":5}""");

        string path = Assert.Single(_rig.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Equal("1; 5", await ReadAsync(path, "id::VARCHAR"));
        JsonElement[] failures =
        [
            .. delivered.Single(found => found.Key.StartsWith("bad/format-conversion", StringComparison.Ordinal))
                .Content.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement.Clone()),
        ];
        Assert.Equal([2, 3, 4], failures.Select(failed => failed.GetProperty("sequenceNumber").GetInt32()));
        Assert.Contains("'one'", failures[0].GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            """{"id":"one"}""", Encoding.UTF8.GetString(failures[0].GetProperty("rawData").GetBytesFromBase64()));
    }

    [Fact]
    public async Task Records_that_do_not_fit_are_told_byte_by_byte_as_they_were_put()
    {
        await CreateTableAsync();
        string[] unfit =
        [
            """{"id":"a"}""", "{\"id\":\"b\"}\n", " {\"id\":\"c\"}", "{\r\n\"id\":\"d\"\r\n}\r\n", "{ \"id\":\"e\"} ",
        ];

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            Parquet, [.. unfit, """{"id":6}""", "{}\n", "{\n}"]);

        string path = Assert.Single(_rig.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Equal("6; ; ", await ReadAsync(path, "id::VARCHAR"));
        string[] lines = delivered
            .Single(found => found.Key.StartsWith("bad/format-conversion", StringComparison.Ordinal))
            .Content.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            unfit,
            lines.Select(line => Encoding.UTF8.GetString(
                JsonDocument.Parse(line).RootElement.GetProperty("rawData").GetBytesFromBase64())));
    }

    [Fact]
    public async Task Texts_with_separators_of_lines_stay_as_they_are()
    {
        await CreateTableAsync();

        await _rig.DeliverAsync(Parquet, "{\"id\":1,\"tags\":[\"a\u2028b\u0085c\"]}");

        string path = Assert.Single(_rig.Files());
        Assert.Equal("a\u2028b\u0085c", await ReadAsync(path, "tags[1]"));
    }

    [Fact]
    public async Task Records_that_other_readers_do_not_take_hold_nothing_up()
    {
        await CreateTableAsync();

        await _rig.DeliverAsync(
            Parquet, """{"id":1,"id":2}""", """{"id":3,"tags":["\ud800"]}""", """{"id":4}""", """{"\udfff":5}""");

        string path = Assert.Single(_rig.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Equal("4", await ReadAsync(path, "id::VARCHAR"));
    }

    [Fact]
    public async Task Rows_that_sql_made_and_that_do_not_fit_are_told_one_by_one()
    {
        await CreateTableAsync();
        StreamDestination destination = Parquet with
        {
            Transform = new RecordTransform { Sql = "SELECT data->>'n' AS id FROM records ORDER BY sequence" },
        };

        IReadOnlyList<(string Key, string Content)> delivered = await _rig.DeliverAsync(
            destination, """{"n":"1"}""", """{"n":"x"}""", """{"n":"y"}""", """{"n":"4"}""");

        string path = Assert.Single(_rig.Files(), file => file.EndsWith(".parquet", StringComparison.Ordinal));
        Assert.Equal("1; 4", await ReadAsync(path, "id::VARCHAR"));
        string[] lines = delivered
            .Single(found => found.Key.StartsWith("bad/format-conversion", StringComparison.Ordinal))
            .Content.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["""{"id":"x"}""", """{"id":"y"}"""],
            lines.Select(line => Encoding.UTF8.GetString(
                JsonDocument.Parse(line).RootElement.GetProperty("rawData").GetBytesFromBase64())));
    }

    [Fact]
    public async Task A_batch_of_nothing_that_fits_makes_no_object_of_rows()
    {
        await CreateTableAsync();

        await _rig.DeliverAsync(Parquet, """{"id":"x"}""");

        Assert.Contains("/bad/format-conversion-failed/", Assert.Single(_rig.Files()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_wait_for_a_table_that_is_not_there_yet()
    {
        await using StreamService streams = await _rig.StartAsync(StreamRig.Clicks with { Destination = Parquet });
        await StreamRig.PutAsync(streams, """{"id":7}""");
        Task flush = streams.FlushAsync("clicks", Cancellation);
        await StreamRig.WaitAsync(() => Task.FromResult(streams.StatusOf("clicks").FailedTries > 0));
        Assert.Contains("web.clicks", streams.StatusOf("clicks").LastError, StringComparison.Ordinal);

        await CreateTableAsync();
        await flush;

        Assert.Equal("7", await ReadAsync(Assert.Single(_rig.Files()), "id::VARCHAR"));
    }

    private Task<TableEntry> CreateTableAsync() => _rig.Catalog.CreateAsync(
        new TableEntry
        {
            Name = TableName.Parse("web.clicks"),
            Kind = EntryKind.External,
            Columns =
            [
                new ColumnEntry("id", "bigint"),
                new ColumnEntry("at", "timestamp"),
                new ColumnEntry("price", "decimal(9,2)"),
                new ColumnEntry("tags", "array<string>"),
            ],
            Storage = new StorageEntry { Bucket = "raw", Prefix = "ok/", Format = DataFormat.Parquet },
            CreatedAt = DateTimeOffset.UnixEpoch,
            UpdatedAt = DateTimeOffset.UnixEpoch,
        },
        Cancellation);

    private async Task<string> ReadAsync(string path, string value)
    {
        using DuckConnection connection = _rig.Engine.Connect();
        return string.Join("; ", (await connection.QueryAllAsync(
            $"SELECT {value} FROM read_parquet({SqlText.Literal(path)})", Cancellation)).Select(row => row[0]));
    }

    private async Task<string> ReadColumnsAsync(string path)
    {
        using DuckConnection connection = _rig.Engine.Connect();
        return string.Join(',', (await connection.QueryAllAsync(
            $"DESCRIBE SELECT * FROM read_parquet({SqlText.Literal(path)})", Cancellation)).Select(row => row[0]));
    }
}
