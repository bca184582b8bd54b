using System.Text;
using Tarn.Common;
using Tarn.Protocols.Streams.Bodies;
using Xunit;

namespace Tarn.Tests.Protocols.Streams;

public sealed class PlainPutTests : IDisposable
{
    private const string Json = "application/json";
    private const string Lines = "application/x-ndjson";

    private readonly PlainRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(Json, "{\"a\":1}", "{\"a\":1}")]
    [InlineData(Json, "[{\"a\":1}, 2,\"x\"]", "{\"a\":1}|2|\"x\"")]
    [InlineData(Json, "{\n  \"a\": \"b\\nc\",\r\n  \"d\": [1,\n2]}", "{  \"a\": \"b\\nc\",  \"d\": [1,2]}")]
    [InlineData(Json, "\uFEFF [1,2] ", "1|2")]
    [InlineData("application/cloudevents+json; charset=utf-8", "{}", "{}")]
    [InlineData(Lines, "{\"a\":1}\r\n\n[2]\n", "{\"a\":1}|[2]")]
    [InlineData("text/plain", "one\n\n two \r\nthree", "one| two |three")]
    [InlineData("application/octet-stream", "one\ntwo", "one\ntwo")]
    [InlineData(
        "text/csv",
        "id,name\n1,\"Ann, \"\"A\"\"\"\r\n2,\n",
        "{\"id\":\"1\",\"name\":\"Ann, \\u0022A\\u0022\"}|{\"id\":\"2\",\"name\":\"\"}")]
    public async Task A_body_is_its_records(string contentType, string body, string records)
    {
        (int status, string text) = await _rig.PutAsync(contentType, body);

        Assert.Equal(records.Split('|'), _rig.Puts.Records);
        Assert.Equal((200, $"{{\"accepted\":{_rig.Puts.Records.Count},\"failed\":0,\"errors\":[]}}"), (status, text));
    }

    [Fact]
    public async Task Records_that_are_refused_are_told_by_their_position()
    {
        (int status, string text) = await _rig.PutAsync(Lines, "1\n{\n2\n");

        Assert.Equal(200, status);
        Assert.Equal(["1", "2"], _rig.Puts.Records);
        Assert.StartsWith(
            "{\"accepted\":2,\"failed\":1,\"errors\":[{\"index\":1,\"error\":\"TN9002\",",
            text,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Json, "", 400, "no JSON")]
    [InlineData(Json, "{", 400, "no JSON: line 1")]
    [InlineData(Json, "{} {}", 400, "no JSON")]
    [InlineData(Json, "[1,]", 400, "no JSON")]
    [InlineData(Json, "[]", 400, "no records")]
    [InlineData(Lines, "{", 400, "\"accepted\":0")]
    [InlineData("text/csv", "a,a\n1,2", 400, "differ from each other")]
    [InlineData("text/csv", "a\n\"1", 400, "not closed")]
    [InlineData("text/csv", "a,b\n1\n", 400, "1 fields")]
    [InlineData("text/csv", "a", 400, "no records")]
    [InlineData("image/png", "x", 415, "Content-Type is")]
    [InlineData("application/x-www-form-urlencoded", "x", 415, "Content-Type is")]
    public async Task What_cannot_be_read_is_told(string contentType, string body, int status, string message)
    {
        (int found, string text) = await _rig.PutAsync(contentType, body);

        Assert.Equal(status, found);
        Assert.Contains(message, text, StringComparison.Ordinal);
        Assert.Empty(_rig.Puts.Records);
    }

    [Fact]
    public async Task Records_have_up_to_64_levels_and_text_is_UTF_8()
    {
        static string Nested(int levels) => new string('[', levels) + new string(']', levels);

        Assert.Equal(200, (await _rig.PutAsync(Lines, Nested(64))).Status);
        Assert.Equal(400, (await _rig.PutAsync(Lines, Nested(65))).Status);
        Assert.Equal(200, (await _rig.PutAsync(Json, $"[{Nested(64)}]")).Status);
        Assert.Equal(400, (await _rig.PutAsync(Json, $"[{Nested(65)}]")).Status);
        Assert.Equal(400, (await _rig.PutAsync(Json, [0x22, 0xFF, 0x22], "")).Status);
    }

    [Fact]
    public async Task Gzip_is_read_and_a_bomb_is_not()
    {
        byte[] bomb = PlainRig.Gzip(new byte[PlainBody.BytesMax + 1]);

        Assert.Equal(200, (await _rig.PutAsync(Json, PlainRig.Gzip("[1,2]"u8.ToArray()), "gzip")).Status);
        Assert.Equal(413, (await _rig.PutAsync("text/plain", bomb, "gzip")).Status);
        Assert.Equal(400, (await _rig.PutAsync(Json, "no gzip"u8.ToArray(), "gzip")).Status);
        Assert.Equal(400, (await _rig.PutAsync(Json, PlainRig.Gzip("[1,2]"u8.ToArray())[..^12], "gzip")).Status);
        Assert.Equal(415, (await _rig.PutAsync(Json, "1"u8.ToArray(), "br")).Status);
        Assert.Equal(["1", "2"], _rig.Puts.Records);
    }

    [Fact]
    public async Task Bodies_and_records_have_a_size()
    {
        Assert.Equal(413, (await _rig.PutAsync("text/plain", new byte[PlainBody.SentBytesMax + 1], "")).Status);
        string tooMany = string.Concat(Enumerable.Repeat("x\n", BodyRecords.CountMax + 1));
        Assert.Equal(413, (await _rig.PutAsync("text/plain", tooMany)).Status);
        Assert.Equal(400, (await _rig.PutAsync("application/octet-stream", new byte[1_024_001], "")).Status);
        Assert.Empty(_rig.Puts.Records);
    }

    [Fact]
    public async Task A_stream_that_is_busy_says_when_to_come_again()
    {
        _rig.Puts.Failure = (1, new TarnException(ErrorCodes.StreamBusy, "busy"));

        (var context, string text) = await _rig.AskAsync(
            Json, "1"u8.ToArray(), request => request.Headers["X-Api-Key"] = PlainRig.Key);

        Assert.Equal((429, "1"), (context.Response.StatusCode, (string?)context.Response.Headers.RetryAfter));
        Assert.Equal("{\"error\":\"TN9001\",\"message\":\"busy\"}", text);
    }

    [Fact]
    public async Task What_was_taken_before_a_failure_stays_taken_and_the_others_are_told()
    {
        _rig.Puts.Failure = (2, new TarnException(ErrorCodes.StorageFull, "full"));

        (int status, string text) = await _rig.PutAsync("text/plain", string.Join('\n', Enumerable.Range(0, 501)));

        Assert.Equal(200, status);
        Assert.Equal(
            "{\"accepted\":500,\"failed\":1,\"errors\":[{\"index\":500,\"error\":\"TN4001\",\"message\":\"full\"}]}",
            text);
    }

    [Fact]
    public async Task The_disk_is_503_and_a_stream_that_is_not_there_404()
    {
        string root = $"{_rig.Keys.GetRoot().Id}:{_rig.Keys.GetRoot().Secret}";
        (int status, _) = await _rig.SendAsync(Json, "1"u8.ToArray(), request =>
        {
            request.Path = "/streams/none";
            request.Headers.Authorization = $"Bearer {root}";
        });
        Assert.Equal(404, status);

        _rig.Puts.Failure = (2, new TarnException(ErrorCodes.StorageFull, "full"));
        Assert.Equal(503, (await _rig.PutAsync(Json, "1")).Status);
    }

    [Fact]
    public void Whatever_is_signed_for_AWS_is_for_the_bucket_of_that_name()
    {
        Assert.True(_rig.IsFor("POST", "/streams/clicks"));
        Assert.False(_rig.IsFor("GET", "/streams/clicks"));
        Assert.False(_rig.IsFor("POST", "/streams"));
        Assert.False(_rig.IsFor("POST", "/streams/"));
        Assert.False(_rig.IsFor("POST", "/streamsx/clicks"));
        Assert.False(_rig.IsFor("OPTIONS", "/streams/clicks/beacon"));
        Assert.False(_rig.IsFor(
            "POST", "/streams/clicks", request => request.Headers.Authorization = "AWS4-HMAC-SHA256 Credential=x"));
        Assert.False(_rig.IsFor(
            "POST", "/streams/clicks", request => request.Headers["X-Amz-Date"] = "20260101T000000Z"));
        Assert.False(_rig.IsFor(
            "POST", "/streams/clicks", request => request.QueryString = new("?uploads&X-Amz-Signature=1")));
    }

    [Fact]
    public async Task Random_bodies_never_are_an_error_of_the_server()
    {
        Random random = new(20261122);
        string[] types = [Json, Lines, "text/csv", "text/plain", "application/octet-stream", "", "a/b/c", "text/csv;x"];
        string[] pieces =
            ["{", "}", "[", "]", "\"", ",", "\n", "\r", ":", "1", "a", "\\", "\u0000", "e", "-", "\uFEFF"];
        for (int i = 0; i < 5_000; i++)
        {
            byte[] body = random.Next(3) switch
            {
                0 => RandomBytes(random),
                1 => Encoding.UTF8.GetBytes(string.Concat(random.GetItems(pieces, random.Next(40)))),
                _ => PlainRig.Gzip(RandomBytes(random)),
            };
            string encoding = random.Next(4) == 0 ? "gzip" : "";

            (int status, string text) = await _rig.PutAsync(types[random.Next(types.Length)], body, encoding);

            Assert.True(status is 200 or 400 or 413 or 415, $"{i}: {status} {text}");
        }
    }

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(200)];
        random.NextBytes(bytes);
        return bytes;
    }
}
