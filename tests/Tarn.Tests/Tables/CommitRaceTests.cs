using System.Globalization;
using Tarn.Engine;
using Tarn.Storage;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>Two processes that commit to one table as fast as they can.</summary>
public sealed class CommitRaceTests : IDisposable
{
    private const int CommitsPerProcess = 500;

    private readonly TemporaryDirectory _directory = new();
    private readonly DuckInstance _engine = DuckInstance.Open(new EngineOptions { Threads = 1 });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Eight_threads_of_two_processes_make_a_thousand_versions()
    {
        string start = _directory.Sub("start");
        string bucket = _directory.Sub("bucket");
        DeltaTable table = await CreateAsync(bucket);
        string[] arguments = ["commits", bucket, start, CommitsPerProcess.ToString(CultureInfo.InvariantCulture), "8"];
        using RacerProcess first = RacerProcess.Start(failpoint: null, arguments);
        using RacerProcess second = RacerProcess.Start(failpoint: null, arguments);
        Assert.Equal("ready", await first.ReadLineAsync(Cancellation));
        Assert.Equal("ready", await second.ReadLineAsync(Cancellation));
        await File.WriteAllTextAsync(start, "", Cancellation);
        (long Version, string Path)[] made =
        [
            .. (await first.ReadToEndAsync(Cancellation)).Concat(await second.ReadToEndAsync(Cancellation))
                .Select(line => line.Split(' '))
                .Select(parts => (long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1])),
        ];

        Assert.Equal(
            Enumerable.Range(1, 2 * CommitsPerProcess).Select(version => (long)version),
            made.Select(commit => commit.Version).Order());
        TableSnapshot snapshot = (await table.LoadAsync(Cancellation))!;
        Assert.Equal(2 * CommitsPerProcess, snapshot.Version);
        Assert.Equal(
            made.Select(commit => commit.Path).Order(StringComparer.Ordinal),
            snapshot.Files.Select(file => file.Path));
        foreach ((long version, string path) in made.Where(commit => commit.Version % 97 == 0))
        {
            TableSnapshot then = (await table.LoadAsync(version, Cancellation))!;
            Assert.Equal(version, then.Files.Count);
            Assert.Contains(path, then.Files.Select(file => file.Path));
        }
    }

    private async Task<DeltaTable> CreateAsync(string bucket)
    {
        SequentialIdSource ids = new();
        DeltaTable table = new(
            new LocalObjectStore("b", bucket, TimeProvider.System, ids), "t", _engine, TimeProvider.System, ids);
        await table.CommitAsync(
            new TableWrite
            {
                Mode = WriteMode.Append,
                Fields = [new TableField("id", "BIGINT")],
                PartitionColumns = [],
                Added = [],
                Operation = "CREATE TABLE",
            },
            Cancellation);
        return table;
    }
}
