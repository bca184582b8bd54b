using System.Net;
using System.Text;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Clients that send or read next to nothing, beside those that do their work.</summary>
public sealed class SlowClientTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const int ObjectBytes = 32 * 1024 * 1024;
    private const int Requests = 100;
    private const long GrowthBytesMax = 500L * 1024 * 1024;

    private static readonly int SlowClients = LongTests.Choose(shortly: 150, atLength: 9_000);

    [Fact]
    public async Task They_stand_in_nobodys_way_and_are_sent_away()
    {
        using SignedClient client = lake.Server.Connect();
        await client.SendAsync("PUT", "/raw/large", new byte[ObjectBytes]);
        long before = lake.Server.ResidentBytes;
        RequestSigner signer = new(new Uri(lake.Endpoint).Authority, lake.Server.Key, "s3");
        string[] beginnings =
        [
            "GET / HTTP/1.1\r\nhost: a",
            Head("PUT", "/raw/never", signer.Sign("PUT", "/raw/never", new byte[10])) + "content-length: 10\r\n\r\nx",
            Head("GET", "/raw/large", signer.Sign("GET", "/raw/large", [])) + "\r\n",
        ];
        List<RawConnection> slow = [];
        try
        {
            for (int i = 0; i < SlowClients; i++)
            {
                slow.Add(await RawConnection.OpenAsync(lake.Endpoint));
                await slow[i].SendAsync(beginnings[i % beginnings.Length]);
            }

            for (int i = 0; i < Requests; i++)
            {
                using HttpResponseMessage response = await client.SendAsync("PUT", $"/raw/small-{i}", [1, 2, 3]);
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            }

            Assert.InRange(lake.Server.ResidentBytes - before, long.MinValue, GrowthBytesMax);
            foreach ((RawConnection connection, int i) in slow.Select((connection, i) => (connection, i)))
            {
                if (i % beginnings.Length != 2)
                {
                    // Ends only when the server closes it.
                    byte[] answer = await connection.ReadToEndAsync();
                    Assert.StartsWith("HTTP/1.1 408 ", Encoding.Latin1.GetString(answer));
                }
            }
        }
        finally
        {
            slow.ForEach(connection => connection.Dispose());
        }

        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("HEAD", "/raw/never")).StatusCode);
    }

    private static string Head(
        string method, string target, IReadOnlyList<KeyValuePair<string, string>> headers) =>
        $"{method} {target} HTTP/1.1\r\n"
        + string.Concat(headers.Select(header => $"{header.Key}: {header.Value}\r\n"));
}
