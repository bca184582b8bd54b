using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tarn.ProcessTests.Serving;
using Tarn.Security;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Payloads that are no puts, over all ways in: none is an error of the server, and none ends it.</summary>
public sealed class MalformedPutTests(MalformedPutTests.StreamLake lake) : IClassFixture<MalformedPutTests.StreamLake>
{
    private const string Key = "the key of all clicks";
    private const int Clients = 4;

    private static readonly int PayloadsPerClient = LongTests.Choose(shortly: 400, atLength: 25_000);

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "\\", "\n", "\r", "\0", "1e999", "-", "null", "\uFEFF", "\\ud800", "a",
        "\"Records\":", "\"Record\":", "\"Data\":", "\"DeliveryStreamName\":", "\"clicks\"", "\"eA==\"", "\"e\"",
    ];

    [Fact]
    public async Task Malformed_payloads_are_refused_and_the_server_goes_on()
    {
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(SendAsync));

        using HttpClient http = Plain();
        using HttpResponseMessage good = await http.PostAsync(
            "/streams/clicks",
            new StringContent("{}", Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    private async Task SendAsync(int seed)
    {
        Random random = new(seed);
        using HttpClient http = Plain();
        using SignedClient signed = new(new Uri(lake.Endpoint), lake.Root);
        for (int i = 0; i < PayloadsPerClient; i++)
        {
            byte[] body = BodyOf(random);
            int status = random.Next(3) switch
            {
                0 => await PutAsync(http, random, body),
                1 => (await signed.CallAsync("firehose", OperationOf(random), Encoding.Latin1.GetString(body))).Status,
                _ => await BeaconAsync(http, body),
            };

            Assert.True(status < 500, $"seed {seed}, payload {i}: {status} for {JsonSerializer.Serialize(body)}");
        }
    }

    private static async Task<int> PutAsync(HttpClient http, Random random, byte[] body)
    {
        string[] types = ["application/json", "application/x-ndjson", "text/csv", "text/plain", "x/y"];
        using ByteArrayContent content = new(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(types[random.Next(types.Length)]);
        if (random.Next(4) == 0)
        {
            content.Headers.ContentEncoding.Add("gzip");
        }

        using HttpResponseMessage response = await http.PostAsync("/streams/clicks", content);
        return (int)response.StatusCode;
    }

    private static async Task<int> BeaconAsync(HttpClient http, byte[] body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, "/streams/clicks/beacon")
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add("Origin", "https://shop.example");
        using HttpResponseMessage response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    private static string OperationOf(Random random) =>
        "Firehose_20150804." + random.GetItems(
            ["PutRecord", "PutRecordBatch", "CreateDeliveryStream", "UpdateDestination", "TagDeliveryStream"], 1)[0];

    private static byte[] BodyOf(Random random)
    {
        if (random.Next(4) == 0)
        {
            byte[] noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            return noise;
        }

        return random.Next(50) == 0
            ? Encoding.UTF8.GetBytes(new string('[', 100_000))
            : Encoding.UTF8.GetBytes(string.Concat(random.GetItems(Pieces, random.Next(30))));
    }

    private HttpClient Plain()
    {
        HttpClient http = new() { BaseAddress = new Uri(lake.Endpoint) };
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        return http;
    }

    /// <summary>A lake with a stream that takes everything.</summary>
    public sealed class StreamLake : ServedLake
    {
        public AccessKey Root =>
            new(AccessKey.RootName, Variables["AWS_ACCESS_KEY_ID"], Variables["AWS_SECRET_ACCESS_KEY"]);

        protected override void Prepare() => Lake.Write(
            "streams/clicks.yaml",
            $"kind: stream\nbucket: raw\nhttp: {{keys: {Key}, beacon: {{origins: '*', rate: 1000000}}}}\n");
    }
}
