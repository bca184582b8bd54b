using System.Diagnostics;
using System.Globalization;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Racer;

/// <summary>
/// How many durable puts of 4 KiB, to keys of 32 directories, concurrent clients get done per second.
/// </summary>
internal static class PutRate
{
    private const int ContentBytes = 4096;
    private const int Directories = 32;

    public static async Task<int> RunAsync(string root, int clients, int seconds)
    {
        LocalObjectStore store = new("rate", root, TimeProvider.System, new UlidSource(TimeProvider.System));
        await MeasureAsync(store, "warm", clients, TimeSpan.FromSeconds(1));
        List<double> latenciesMs = await MeasureAsync(store, "rate", clients, TimeSpan.FromSeconds(seconds));
        latenciesMs.Sort();
        await Console.Out.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{clients} clients: {latenciesMs.Count / seconds} puts/s, p50 {latenciesMs[latenciesMs.Count / 2]:F2} ms,"
            + $" p99 {latenciesMs[latenciesMs.Count * 99 / 100]:F2} ms"));
        return 0;
    }

    private static async Task<List<double>> MeasureAsync(
        LocalObjectStore store, string name, int clients, TimeSpan time)
    {
        byte[] content = new byte[ContentBytes];
        long start = Stopwatch.GetTimestamp();
        List<double>[] all = await Task.WhenAll(Enumerable.Range(0, clients).Select(ClientAsync));
        return [.. all.SelectMany(one => one)];

        async Task<List<double>> ClientAsync(int client)
        {
            List<double> latenciesMs = [];
            for (int i = 0; Stopwatch.GetElapsedTime(start) < time; i++)
            {
                long begun = Stopwatch.GetTimestamp();
                string key = $"{name}/{i % Directories}/{client}-{i}";
                await store.PutAsync(key, content, PutCondition.None, CancellationToken.None);
                latenciesMs.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            return latenciesMs;
        }
    }
}
