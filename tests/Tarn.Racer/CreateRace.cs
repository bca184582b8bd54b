using System.Collections.Concurrent;
using System.Text;
using Tarn.Common;
using Tarn.Storage;

namespace Tarn.Racer;

/// <summary>
/// Threads that all create the same keys <c>race/0</c>, <c>race/1</c>, … if absent, once the start file appears.
/// Prints one line <c>key content</c> for each key won.
/// </summary>
internal static class CreateRace
{
    public static async Task<int> RunAsync(string root, string startFile, int keys, int threads)
    {
        LocalObjectStore store = new("race", root, TimeProvider.System, new UlidSource(TimeProvider.System));
        await Console.Out.WriteLineAsync("ready");
        while (!File.Exists(startFile))
        {
            await Task.Delay(1);
        }

        ConcurrentQueue<string> won = new();
        Thread[] racers = [.. Enumerable.Range(0, threads).Select(number => new Thread(() => Race(number)))];
        Array.ForEach(racers, racer => racer.Start());
        Array.ForEach(racers, racer => racer.Join());
        foreach (string line in won)
        {
            await Console.Out.WriteLineAsync(line);
        }

        return 0;

        void Race(int number)
        {
            for (int i = 0; i < keys; i++)
            {
                string content = $"{Environment.ProcessId}-{number}";
                PutResult result = store.PutAsync(
                    $"race/{i}", Encoding.UTF8.GetBytes(content), PutCondition.IfAbsent, CancellationToken.None)
                    .GetAwaiter().GetResult();
                if (result is PutResult.Stored)
                {
                    won.Enqueue($"race/{i} {content}");
                }
            }
        }
    }
}
