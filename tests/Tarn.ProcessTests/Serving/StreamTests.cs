using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>Streams of a served lake: the AWS CLI, plain HTTP and tarn itself put into the same one.</summary>
public sealed class StreamTests(StreamTests.StreamLake lake) : IClassFixture<StreamTests.StreamLake>
{
    private const string Key = "the key of all clicks";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_comes_in_by_each_way_is_delivered_once()
    {
        using HttpClient http = new() { BaseAddress = new Uri(lake.Endpoint) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);

        // The CLI of Debian, version 2, takes base64; what it is told to take as it is, it takes as it is.
        await AwsAsync(
            "firehose", "put-record", "--endpoint-url", lake.Endpoint, "--delivery-stream-name", "clicks",
            "--cli-binary-format", "raw-in-base64-out", "--record", "{\"Data\":\"{\\\"by\\\":\\\"cli\\\"}\"}");
        await AwsAsync(
            "firehose", "put-record-batch", "--endpoint-url", lake.Endpoint, "--delivery-stream-name", "clicks",
            "--records", "[{\"Data\":\"eyJieSI6ImJhc2U2NCJ9\"}]");
        using HttpResponseMessage plain = await http.PostAsync(
            "/streams/clicks",
            new StringContent("[{\"by\":\"http\"},{\"no\":1}]", Encoding.UTF8, "application/json"),
            Cancellation);
        string answer = await plain.Content.ReadAsStringAsync(Cancellation);
        TarnResult put = await TarnAsync(
            "streams", "put", "clicks", Path.Join(lake.Lake.Directory, "lines.jsonl"));
        await TarnAsync("streams", "flush", "clicks");

        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        Assert.Contains(
            "{\"index\":1,\"error\":\"TN9002\",\"message\":\"it has no \\u0027by\\u0027\"}",
            answer,
            StringComparison.Ordinal);
        Assert.Contains("2 records are durable", put.Errors, StringComparison.Ordinal);
        Assert.Equal(
            [
                "{\"by\":\"base64\"}", "{\"by\":\"cli\"}", "{\"by\":\"http\"}", "{\"by\":\"tarn 1\"}",
                "{\"by\":\"tarn 2\"}",
            ],
            Delivered());
        http.DefaultRequestHeaders.Authorization = null;
        string metrics = await http.GetStringAsync("/metrics", Cancellation);
        Assert.Contains("tarn_stream_incoming_records_total{stream=\"clicks\"} 5\n", metrics, StringComparison.Ordinal);
        Assert.Contains("tarn_stream_waiting_records{stream=\"clicks\"} 0\n", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_key_nobody_puts_and_a_bucket_called_streams_is_for_who_signs()
    {
        using HttpClient http = new() { BaseAddress = new Uri(lake.Endpoint) };
        using HttpResponseMessage plain = await http.PostAsync(
            "/streams/clicks", new StringContent("1"), Cancellation);

        Assert.Equal(HttpStatusCode.Unauthorized, plain.StatusCode);
        await AwsAsync("s3", "mb", "s3://streams", "--endpoint-url", lake.Endpoint);
        string file = Path.Combine(lake.Lake.Directory, "large.bin");
        await File.WriteAllBytesAsync(file, new byte[9_000_000], TestContext.Current.CancellationToken);

        // In parts, which begin and end with a POST.
        await AwsAsync("s3", "cp", file, "s3://streams/clicks", "--endpoint-url", lake.Endpoint);
        string stored = Path.Join(lake.Lake.Directory, "data", "streams", "clicks");
        Assert.Equal(9_000_000, new FileInfo(stored).Length);
    }

    private string[] Delivered() =>
    [
        .. Directory
            .GetFiles(Path.Join(lake.Lake.Directory, "data", "raw", "clicks"), "clicks-*", SearchOption.AllDirectories)
            .SelectMany(File.ReadAllLines)
            .Order(StringComparer.Ordinal),
    ];

    private async Task AwsAsync(params string[] arguments)
    {
        ClientResult result = await lake.RunAsync(ClientProgram.AwsCli, arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private async Task<TarnResult> TarnAsync(params string[] arguments)
    {
        TarnResult result = await TarnProcess.RunAsync(["-C", lake.Lake.Directory, .. arguments]);
        Assert.True(result.ExitCode == 0, result.Errors);
        return result;
    }

    /// <summary>A lake with a stream.</summary>
    public sealed class StreamLake : ServedLake
    {
        protected override void Prepare()
        {
            Lake.Write(
                "streams/clicks.yaml",
                $"kind: stream\nbucket: raw\nschema: {{type: object, required: [by]}}\nhttp: {{keys: {Key}}}\n");
            Lake.Write("lines.jsonl", "{\"by\":\"tarn 1\"}\n{\"by\":\"tarn 2\"}\n");
        }
    }
}
