using Tarn.Common;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;

namespace Tarn.Racer;

/// <summary>
/// Threads that together append files to one table, one a commit, once the start file appears. Prints <c>ready</c>,
/// then one line <c>version path</c> for each commit made.
/// </summary>
internal static class TableCommits
{
    private const string Root = "t";

    public static async Task<int> RunAsync(string root, string startFile, int commits, int threads)
    {
        string scratch = Path.Join(Path.GetDirectoryName(root), $"scratch-{Environment.ProcessId}");
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1, ScratchDirectory = scratch });
        await Console.Out.WriteLineAsync("ready");
        while (!File.Exists(startFile))
        {
            await Task.Delay(1);
        }

        int begun = 0;
        IReadOnlyList<string>[] made = await Task.WhenAll(
            Enumerable.Range(0, threads).Select(_ => Task.Run(() => AppendAsync(root, engine, Next))));
        foreach (string line in made.SelectMany(lines => lines))
        {
            await Console.Out.WriteLineAsync(line);
        }

        return 0;

        int? Next() => Interlocked.Increment(ref begun) is int number && number <= commits ? number : null;
    }

    private static async Task<IReadOnlyList<string>> AppendAsync(string root, DuckInstance engine, Func<int?> next)
    {
        UlidSource ids = new(TimeProvider.System);
        LocalObjectStore store = new("b", root, TimeProvider.System, ids);
        DeltaTable table = new(store, Root, engine, TimeProvider.System, ids);
        List<string> made = [];
        while (next() is int number)
        {
            string path = $"{Environment.ProcessId}-{number}.parquet";
            CommitResult result = await table.CommitAsync(Append(path), CancellationToken.None);
            made.Add(result is CommitResult.Committed committed
                ? $"{committed.Version} {path}"
                : throw new InvalidOperationException($"a blind append ended as {result}"));
        }

        return made;
    }

    private static TableWrite Append(string path) => new()
    {
        Mode = WriteMode.Append,
        Fields = [new TableField("id", "BIGINT")],
        PartitionColumns = [],
        Added =
        [
            new DataFile
            {
                Path = path,
                PartitionValues = new Dictionary<string, string?>(),
                SizeBytes = 1,
                ModifiedUnixMs = 1,
            },
        ],
        Operation = "WRITE",
    };
}
