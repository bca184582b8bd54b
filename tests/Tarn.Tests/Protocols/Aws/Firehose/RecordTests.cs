using System.Text;
using System.Text.Json.Nodes;
using Tarn.Common;
using Tarn.Protocols.Aws.Firehose.Records;
using Tarn.Protocols.Aws.Wire;
using Tarn.Streams;
using Xunit;

namespace Tarn.Tests.Protocols.Aws.Firehose;

public sealed class RecordTests : IAsyncLifetime
{
    private FirehoseRig? _rig;

    private FirehoseRig Rig => _rig!;

    public async ValueTask InitializeAsync()
    {
        _rig = await FirehoseRig.StartAsync();
        await Rig.CreateAsync("clicks", ",'Prefix':'clicks/'");
    }

    public ValueTask DisposeAsync() => Rig.DisposeAsync();

    [Fact]
    public async Task Records_are_delivered_as_they_are_one_behind_the_other()
    {
        JsonNode one = await Rig.AskAsync(
            "PutRecord", $"{{'DeliveryStreamName':'clicks','Record':{{'Data':'{FirehoseRig.Base64("a")}'}}}}");
        JsonNode batch = await Rig.AskAsync("PutRecordBatch", Batch("b", "c"));
        await Rig.Streams.FlushAsync("clicks", CancellationToken.None);

        Assert.NotNull((string?)one["RecordId"]);
        Assert.Equal(0, (int?)batch["FailedPutCount"]);
        string?[] ids = [.. batch["RequestResponses"]!.AsArray().Select(answer => (string?)answer!["RecordId"])];
        Assert.Equal(3, ids.Append((string?)one["RecordId"]).Distinct().Count());
        Assert.Equal(3, Rig.Streams.StatusOf("clicks").DeliveredRecords);
    }

    [Theory]
    [InlineData("{'Records':[{'Data':''}]}", "ValidationException")]
    [InlineData("{'DeliveryStreamName':'clicks'}", "ValidationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[]}", "ValidationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[{}]}", "ValidationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[{'Data':'a'}]}", "SerializationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[{'Data':'a*=='}]}", "SerializationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[{'Data':1}]}", "SerializationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':{}}", "SerializationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[1]}", "SerializationException")]
    [InlineData("{'DeliveryStreamName':1,'Records':[]}", "SerializationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[", "SerializationException")]
    [InlineData("{'DeliveryStreamName':'clicks','Records':[]} {}", "SerializationException")]
    [InlineData("[]", "SerializationException")]
    [InlineData("", "SerializationException")]
    [InlineData("{'DeliveryStreamName':'none','Records':[{'Data':''}]}", "ResourceNotFoundException")]
    public async Task What_is_no_batch_is_refused(string request, string code) =>
        Assert.StartsWith(code, await Rig.FailAsync("PutRecordBatch", request), StringComparison.Ordinal);

    [Fact]
    public async Task Limits_are_those_of_Firehose()
    {
        string largest = new('x', StreamLimits.RecordBytesMax);

        Assert.Equal("none", await Rig.FailAsync("PutRecordBatch", Batch(largest)));
        Assert.StartsWith(
            "ValidationException", await Rig.FailAsync("PutRecordBatch", Batch(largest + "x")), StringComparison.Ordinal);
        Assert.StartsWith(
            "ValidationException",
            await Rig.FailAsync("PutRecordBatch", Batch([.. Enumerable.Repeat("x", 501)])),
            StringComparison.Ordinal);
        Assert.Equal("none", await Rig.FailAsync("PutRecordBatch", Batch([.. Enumerable.Repeat("x", 500)])));
        Assert.Equal(
            "InvalidArgumentException: Records size exceeds 4 MB limit",
            await Rig.FailAsync("PutRecordBatch", Batch([.. Enumerable.Repeat(largest, 5)])));
    }

    [Fact]
    public void Escaped_and_unknown_members_are_read_as_other_clients_write_them()
    {
        string text = """{"X":[{"Data":"eA=="}],"Records":[{"Y":{},"Data":"\/\u002f8="}],"DeliveryStreamName":"s"}""";

        using PutRequest put = PutRequestReader.Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal("s", put.DeliveryStreamName);
        Assert.Equal<byte>([0xFF, 0xFF], Assert.Single(put.Records!).ToArray());
    }

    [Fact]
    public async Task Records_that_are_not_taken_are_told_one_by_one()
    {
        PutRecordBatch operation = new(new PickyPuts())
        {
            Note = OperationNote.None,
            Members = [],
        };

        byte[] answer = await operation.RunAsync(
            Encoding.UTF8.GetBytes(Batch("good", "bad", "busy").Replace('\'', '"')), null!, CancellationToken.None);

        Assert.Equal(
            """
            {"FailedPutCount":2,"Encrypted":false,"RequestResponses":[{"RecordId":"00000000000000000007"},
            {"ErrorCode":"InvalidArgumentException","ErrorMessage":"no"},
            {"ErrorCode":"ServiceUnavailableException","ErrorMessage":"Slow down."}]}
            """.ReplaceLineEndings(""),
            Encoding.UTF8.GetString(answer));
    }

    private static string Batch(params string[] records)
    {
        IEnumerable<string> data = records.Select(record => $"{{'Data':'{FirehoseRig.Base64(record)}'}}");
        return $"{{'DeliveryStreamName':'clicks','Records':[{string.Join(',', data)}]}}";
    }

    private sealed class PickyPuts : IStreamPuts
    {
        public Task<IReadOnlyList<PutOutcome>> PutAsync(
            string stream, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<PutOutcome>>(
                [new(7), new(0, ErrorCodes.BadRecord, "no"), new(0, ErrorCodes.StreamBusy, "later")]);
    }
}
