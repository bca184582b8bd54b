using System.Globalization;
using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage;

public sealed class CreateIfAbsentRaceTests : IDisposable
{
    private const int Keys = 400;
    private const int ThreadsPerProcess = 8;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Eight_threads_of_two_processes_have_one_winner_per_key()
    {
        string root = _directory.Sub("race");
        string start = _directory.Sub("start");
        string[] arguments =
        [
            "create", root, start, Keys.ToString(CultureInfo.InvariantCulture),
            ThreadsPerProcess.ToString(CultureInfo.InvariantCulture),
        ];
        using RacerProcess first = RacerProcess.Start(failpoint: null, arguments);
        using RacerProcess second = RacerProcess.Start(failpoint: null, arguments);
        Assert.Equal("ready", await first.ReadLineAsync(Cancellation));
        Assert.Equal("ready", await second.ReadLineAsync(Cancellation));
        await File.WriteAllTextAsync(start, "", Cancellation);

        string[] firstWon = await first.ReadToEndAsync(Cancellation);
        string[] secondWon = await second.ReadToEndAsync(Cancellation);
        Dictionary<string, string> contentByKey = firstWon.Concat(secondWon)
            .Select(line => line.Split(' '))
            .ToDictionary(pair => pair[0], pair => pair[1]);

        Assert.Equal(Keys, contentByKey.Count);
        Assert.NotEmpty(firstWon);
        Assert.NotEmpty(secondWon);
        LocalObjectStore store = new("race", root, TimeProvider.System, new SequentialIdSource());
        foreach ((string key, string content) in contentByKey)
        {
            Assert.Equal(content, Encoding.UTF8.GetString((await store.ReadAsync(key, Cancellation))!));
        }
    }

    [Fact]
    public void Without_the_rename_flag_linking_has_one_winner_too()
    {
        for (int round = 0; round < 100; round++)
        {
            string target = _directory.Sub($"target-{round}");
            string[] sources = [.. Enumerable.Range(0, 8).Select(racer => _directory.Sub($"{round}-{racer}"))];
            Array.ForEach(sources, source => File.WriteAllText(source, source));

            int winners = sources.AsParallel().WithDegreeOfParallelism(8)
                .Count(source => DurableFile.LinkAndUnlink(source, target));

            Assert.Equal(1, winners);
            Assert.Equal(7, sources.Count(File.Exists));
            Assert.DoesNotContain(File.ReadAllText(target), sources.Where(File.Exists));
        }
    }

    [Fact]
    public void A_file_system_without_links_is_told_from_other_failures()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // Directories cannot have second names anywhere, as no file can on such a file system.
        string directory = _directory.Sub("source");
        Directory.CreateDirectory(directory);

        TarnException error = Assert.Throws<TarnException>(
            () => DurableFile.LinkAndUnlink(directory, _directory.Sub("target")));

        Assert.Equal(ErrorCodes.StorageUnfit, error.Code);
        Assert.Contains("'target'", error.Message, StringComparison.Ordinal);
    }
}
