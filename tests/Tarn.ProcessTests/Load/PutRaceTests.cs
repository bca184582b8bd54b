using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Many clients that want to make the same objects at the same time.</summary>
public sealed class PutRaceTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const int Clients = 32;

    private static readonly int Keys = LongTests.Choose(shortly: 12, atLength: 500);

    [Theory]
    [InlineData("if-none-match", "*")]
    [InlineData("if-match", null)]
    public async Task One_of_them_makes_it(string condition, string? value)
    {
        using SignedClient client = lake.Server.Connect();
        for (int key = 0; key < Keys; key++)
        {
            string target = $"/raw/{condition}-{key}";
            string? eTag = value ?? await MakeAsync(client, target);
            int[] statuses = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async number =>
            {
                using HttpResponseMessage response = await client.SendAsync(
                    "PUT", target, SmallLake.Content(number, bytes: 100), KeyValuePair.Create(condition, eTag));
                return (int)response.StatusCode;
            }));

            Assert.Single(statuses, status => status == 200);
            Assert.All(statuses.Where(status => status != 200), status => Assert.True(status is 409 or 412));
            int winner = Array.IndexOf(statuses, 200);
            Assert.Equal(SmallLake.Content(winner, bytes: 100), await client.GetAsync(target));
        }
    }

    private static async Task<string> MakeAsync(SignedClient client, string target)
    {
        using HttpResponseMessage response = await client.SendAsync("PUT", target, [0]);
        return response.Headers.ETag!.Tag;
    }
}
