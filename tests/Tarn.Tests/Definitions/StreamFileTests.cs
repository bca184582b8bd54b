using System.Text.Json;
using Tarn.Common;
using Tarn.Streams;
using Tarn.Streams.Intake;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class StreamFileTests : IDisposable
{
    private const string Start = "kind: stream\nbucket: raw\n";
    private const string Dated = "year=!{timestamp:yyyy}/month=!{timestamp:MM}/day=!{timestamp:dd}/";

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_stream_is_read_with_its_defaults()
    {
        StreamDefinition stream = await ReadAsync(Start);

        Assert.Equal(("clicks", "raw", 60, 5), (
            stream.Name, stream.Destination.Bucket, stream.Buffer.Seconds, stream.Buffer.Megabytes));
        Assert.Equal("clicks/" + Dated, stream.Destination.Prefix);
        Assert.Equal("errors/!{firehose:error-output-type}/" + Dated, stream.Destination.ErrorPrefix);
        Assert.True(stream.Destination.AppendsNewline);
        Assert.Equal(StreamCompression.None, stream.Destination.Compression);
        Assert.Equal(new StreamLimits(), stream.Limits);
    }

    [Fact]
    public async Task Everything_can_be_said()
    {
        StreamDefinition stream = await ReadAsync("""
            kind: stream
            description: Clicks of all shops
            bucket: raw
            prefix: clicks/
            error_prefix: bad/!{firehose:error-output-type}/
            buffer: {seconds: 0, size: 128MB}
            compression: gzip
            extension: .json.gz
            time_zone: Europe/Berlin
            delimiter: none
            split: {delimiter: "\n"}
            partition_by: {customer: .customer.id, country: .country}
            transform: {sql: SELECT * FROM records}
            limits: {record_rate: 1000, byte_rate: 1MB, backlog: 10GB}
            """);

        StreamDestination destination = stream.Destination;
        Assert.Equal(("Clicks of all shops", 0, 128), (
            stream.Description, stream.Buffer.Seconds, stream.Buffer.Megabytes));
        Assert.Equal(
            "clicks/customer=!{partitionKeyFromQuery:customer}/country=!{partitionKeyFromQuery:country}/" + Dated,
            destination.Prefix);
        Assert.Equal((StreamCompression.Gzip, ".json.gz", "Europe/Berlin", false), (
            destination.Compression, destination.FileExtension, destination.TimeZone, destination.AppendsNewline));
        Assert.Equal(new RecordSplit("\n"), destination.Split);
        Assert.Equal("SELECT * FROM records", destination.Transform!.Sql);
        Assert.Equal(".customer.id", destination.PartitionKeys["customer"]);
        Assert.Equal(
            new StreamLimits { RecordsPerSecond = 1000, BytesPerSecond = 1_000_000, BacklogBytesMax = 10_000_000_000 },
            stream.Limits);
    }

    [Theory]
    [InlineData("prefix: '!{timestamp:yyyy}/'\n", "!{timestamp:yyyy}/")]
    [InlineData(
        "prefix: 'a/!{partitionKeyFromQuery:k}/'\npartition_by: {k: .k}\n", "a/!{partitionKeyFromQuery:k}/" + Dated)]
    public async Task What_a_prefix_says_itself_is_not_added(string yaml, string prefix) =>
        Assert.Equal(prefix, (await ReadAsync(Start + yaml)).Destination.Prefix);

    [Fact]
    public async Task Records_become_Parquet_with_the_columns_of_a_table()
    {
        StreamDefinition stream = await ReadAsync(Start + "split: json\nformat: {parquet: {table: raw.clicks}}\n");

        Assert.Equal(new ParquetConversion("raw", "clicks"), stream.Destination.Parquet);
        Assert.Equal(new RecordSplit(null), stream.Destination.Split);
    }

    [Theory]
    [InlineData("bucket: raw\n", "TN2005", 1, "stream 'clicks' has no 'kind'")]
    [InlineData("kind: stream\n", "TN2005", 1, "stream 'clicks' has no 'bucket'")]
    [InlineData("kind: stream\nbucket: R\n", "TN2006", 2, "'R' is no name of a bucket")]
    [InlineData(Start + "compresion: gzip\n", "TN2004", 3, "unknown key 'compresion'")]
    [InlineData(Start + "compression: lzma\n", "TN2006", 3, "compression is 'lzma', which is none of its values")]
    [InlineData(Start + "buffer: {seconds: 901}\n", "TN2006", 3, "seconds is '901'")]
    [InlineData(Start + "buffer: {size: 129MB}\n", "TN2006", 3, "size is '129MB'")]
    [InlineData(Start + "buffer: {size: 5KB}\n", "TN2006", 3, "size is '5KB'")]
    [InlineData(Start + "prefix: '!{timestamp:ww}'\n", "TN2006", 3, "character 13: 'w' is no letter of timestamps")]
    [InlineData(Start + "error_prefix: '!{timestamp:yyyy}'\n", "TN2006", 3, "needs !{firehose:error-output-type}")]
    [InlineData(Start + "time_zone: Berlin\n", "TN2006", 3, "there is no time zone 'Berlin'")]
    [InlineData(Start + "split: {delimitr: x}\n", "TN2004", 3, "unknown key 'delimitr'")]
    [InlineData(Start + "partition_by: {k: .a|.b}\n", "TN2006", 3, "'.a|.b' is no path into a record")]
    [InlineData(Start + "partition_by: {k: [a]}\n", "TN2006", 3, "partition key 'k' must be a path, found a list")]
    [InlineData(Start + "transform: {}\n", "TN2006", 3, "a transform is either SQL or a function")]
    [InlineData(Start + "transform: {sql: SELECT * FROM raw.trips}\n", "TN3005", 3, "a stream reads 'records' alone")]
    [InlineData(Start + "transform: {sql: SELECT * FROM read_text('x')}\n", "TN3005", 3, "'read_text' is not allowed")]
    [InlineData(Start + "format: {parquet: {table: clicks}}\n", "TN2006", 3, "'clicks' is not a table name")]
    [InlineData(
        Start + "compression: gzip\nformat: {parquet: {table: a.b}}\n", "TN2006", 3, "Parquet is compressed by itself")]
    [InlineData(Start + "limits: {record_rate: 0}\n", "TN2006", 3, "record_rate is '0'")]
    [InlineData(Start + "http: {key: x}\n", "TN2004", 3, "unknown key 'key'")]
    [InlineData(Start + "http: {keys: short}\n", "TN2006", 3, "a key has fewer than 16 characters")]
    [InlineData(Start + "http: {hmac: {header: x}}\n", "TN2005", 3, "hmac has no 'secret'")]
    [InlineData(Start + "http: {beacon: {}}\n", "TN2005", 3, "beacon has no 'origins'")]
    [InlineData(Start + "http: {beacon: {origins: a.org}}\n", "TN2006", 3, "'a.org' is no origin of pages")]
    [InlineData(Start + "schema: {typ: object}\n", "TN2006", 3, "the keyword 'typ' is not known")]
    [InlineData(Start + "schema: {file: none.json}\n", "TN2006", 3, "cannot read none.json")]
    public async Task Bad_streams_are_named_with_their_place(string yaml, string code, int line, string message)
    {
        _lake.Write("streams/clicks.yaml", yaml);

        Diagnostic error = Assert.Single(
            await _lake.ErrorsAsync(), error => error.Message.Contains(message, StringComparison.Ordinal));

        Assert.Equal((code, "streams/clicks.yaml", line), (error.Code, error.Location!.File, error.Location.Line));
    }

    [Fact]
    public async Task Who_may_put_by_HTTP_and_what_is_said_with_secrets_from_outside()
    {
        _lake.Write("keys/click.txt", "a key of 20 letters.\n");
        StreamDefinition stream = await ReadAsync(Start + """
            http:
              keys: ["${file:keys/click.txt}"]
              hmac: {secret: "${file:keys/click.txt}", style: timestamped, tolerance: 1m}
              beacon: {origins: ["https://shop.example.org"], rate: 5}
            """);

        StreamIntake intake = stream.Intake;
        Assert.Equal("a key of 20 letters.", Assert.Single(intake.Keys));
        Assert.Equal(
            (true, "Stripe-Signature", TimeSpan.FromMinutes(1)),
            (intake.Signature!.IsTimestamped, intake.Signature.Header, intake.Signature.Tolerance));
        Assert.Equal(5, intake.Beacon!.RequestsPerMinute);
        Assert.DoesNotContain("letters", JsonSerializer.Serialize(stream), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema: {type: object, required: [id], properties: {id: {minimum: 1, enum: [1, \"1\", null]}}}\n")]
    [InlineData("schema: {file: schemas/click.json}\n")]
    public async Task A_schema_is_written_out_or_in_a_file(string yaml)
    {
        const string schema =
            """{"type":"object","required":["id"],"properties":{"id":{"minimum":1,"enum":[1,"1",null]}}}""";
        _lake.Write("schemas/click.json", schema);

        Assert.Equal(schema, (await ReadAsync(Start + yaml)).Intake.Schema);
    }

    [Fact]
    public async Task The_name_of_the_file_must_be_one_of_a_stream()
    {
        _lake.Write("streams/all clicks.yaml", Start);

        Assert.Contains(
            await _lake.ErrorsAsync(), error => error.Message == "'all clicks' is no name of a stream");
    }

    private async Task<StreamDefinition> ReadAsync(string yaml)
    {
        _lake.Write("streams/clicks.yaml", yaml);
        return Assert.Single((await _lake.LoadAsync()).Streams);
    }
}
