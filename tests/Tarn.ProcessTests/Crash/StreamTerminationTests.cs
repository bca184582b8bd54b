using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Crash;

/// <summary>Servers that are told to end while records come in.</summary>
public sealed class StreamTerminationTests
{
    private const int Clients = 16;
    private const int Terminations = 3;

    [Fact]
    public async Task A_server_that_is_told_to_end_loses_and_doubles_nothing()
    {
        using EventLake lake = new();
        for (int i = 0; i < Terminations; i++)
        {
            using ServerProcess server = await ServerProcess.StartAsync(lake.Path);
            int before = lake.Acknowledged.Count;
            Task puts = lake.PutUntilItEndsAsync(server, Clients);
            while (lake.Acknowledged.Count < before + (100 * Clients))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
            }

            TarnResult result = await server.StopAsync();
            await puts;
            Assert.True(result.ExitCode == 0, result.Errors);
        }

        await lake.CheckAsync($"{Terminations} terminations");
    }
}
