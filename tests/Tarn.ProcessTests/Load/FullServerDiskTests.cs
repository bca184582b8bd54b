using System.Net;
using Tarn.ProcessTests.BadInput;
using Tarn.ProcessTests.Serving;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>A server with a full disk refuses what needs room, and goes on by itself when there is room.</summary>
public sealed class FullServerDiskTests
{
    private const int ObjectBytes = 1_000_000;
    private const int Objects = 5;

    [Fact]
    public async Task Nothing_that_was_taken_is_lost_and_writes_go_on_when_there_is_room()
    {
        using SmallDisk disk = new(megabytes: 64);
        string lake = SmallLake.Make(Path.Combine(disk.Path, "lake"));
        using (ServerProcess server = await ServerProcess.StartAsync(lake))
        {
            using SignedClient client = server.Connect();
            for (int i = 0; i < Objects; i++)
            {
                Assert.Equal(HttpStatusCode.OK, (await PutAsync(client, i)).StatusCode);
            }

            disk.Fill(bytesLeft: 0);
            using HttpResponseMessage refused = await PutAsync(client, Objects);
            (int glue, _) = await client.CallAsync(
                "glue", "AWSGlue.CreateDatabase", """{"DatabaseInput":{"Name":"shop"}}""");
            (int athena, _) = await client.CallAsync(
                "athena", "AmazonAthena.StartQueryExecution", """{"QueryString":"SELECT 1"}""");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains(
                "<Code>ServiceUnavailable</Code>",
                await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
            Assert.Equal((503, 503), (glue, athena));
            await ExpectObjectsAsync(client, Objects);
            Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("GET", Target(Objects))).StatusCode);

            disk.MakeRoom();
            Assert.Equal(HttpStatusCode.OK, (await PutAsync(client, Objects)).StatusCode);
            (glue, _) = await client.CallAsync(
                "glue", "AWSGlue.CreateDatabase", """{"DatabaseInput":{"Name":"shop"}}""");
            Assert.Equal(200, glue);
            await ExpectObjectsAsync(client, Objects + 1);
            Assert.Equal(0, (await server.StopAsync()).ExitCode);
        }

        using ServerProcess again = await ServerProcess.StartAsync(lake);
        using SignedClient later = again.Connect();
        await ExpectObjectsAsync(later, Objects + 1);
    }

    private static string Target(int i) => $"/{SmallLake.Bucket}/object-{i}";

    private static Task<HttpResponseMessage> PutAsync(SignedClient client, int i) =>
        client.SendAsync("PUT", Target(i), SmallLake.Content(i, ObjectBytes));

    private static async Task ExpectObjectsAsync(SignedClient client, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(SmallLake.Content(i, ObjectBytes), await client.GetAsync(Target(i)));
        }
    }
}
