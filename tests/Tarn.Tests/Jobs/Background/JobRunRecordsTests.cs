using System.Globalization;
using Tarn.Jobs.Background;
using Tarn.Jobs.Runs;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs.Background;

public sealed class JobRunRecordsTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2024, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly DocumentStore _documents;
    private readonly JobRunRecords _records;

    public JobRunRecordsTests()
    {
        Directory.CreateDirectory(_directory.Sub(".tarn"));
        _documents = new DocumentStore(_directory.Sub(".tarn"), new SequentialIdSource());
        _records = new JobRunRecords(_documents, new RunHistory(_documents, _directory.Sub("logs")));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Runs_are_listed_from_the_latest_behind_the_one_that_is_named()
    {
        for (int day = 0; day < 5; day++)
        {
            await AddAsync(day);
        }

        Assert.Equal(["r004", "r003"], await IdsAsync(before: null, count: 2));
        Assert.Equal(["r002", "r001", "r000"], await IdsAsync(before: "r003", count: 10));
        Assert.Equal([], await IdsAsync(before: "r000", count: 10));
    }

    [Fact]
    public async Task No_more_is_read_than_is_asked_for()
    {
        await AddAsync(0);
        await AddAsync(1);
        string damaged = Directory.EnumerateFiles(_directory.Path, "*r000*", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(damaged, "damaged", Cancellation);

        Assert.Equal(["r001"], await IdsAsync(before: null, count: 1));
        await Assert.ThrowsAnyAsync<Exception>(() => IdsAsync(before: null, count: 2));
    }

    [Fact]
    public async Task Runs_of_more_than_90_days_ago_are_forgotten_but_not_those_that_go_on()
    {
        await AddAsync(0);
        await AddAsync(1);
        await AddAsync(2, JobRunState.Running);
        await AddAsync(3);

        await _records.PruneAsync("etl", Start.AddDays(91), Cancellation);
        Assert.Equal(["r003", "r002", "r001"], await IdsAsync(before: null, count: 10));

        await _records.PruneAsync("etl", Start.AddDays(200), Cancellation);
        Assert.Equal(["r003", "r002"], await IdsAsync(before: null, count: 10));
    }

    [Fact]
    public async Task Of_a_job_a_number_of_runs_is_kept()
    {
        for (int run = 0; run < JobRunRecords.RunsKeptMax + 3; run++)
        {
            await AddAsync(run, startedAt: Start);
        }

        await _records.PruneAsync("etl", Start.AddDays(1), Cancellation);

        IReadOnlyList<string> left = await IdsAsync(before: null, count: 2000);
        Assert.Equal(JobRunRecords.RunsKeptMax, left.Count);
        Assert.Equal("r003", left[^1]);
    }

    private Task AddAsync(
        int number, JobRunState state = JobRunState.Succeeded, DateTimeOffset? startedAt = null) =>
        _records.SaveAsync(
            new JobRunRecord
            {
                Id = string.Create(CultureInfo.InvariantCulture, $"r{number:000}"),
                Job = "etl",
                State = state,
                StartedAt = startedAt ?? Start.AddDays(number),
                ChangedAt = startedAt ?? Start.AddDays(number),
            },
            Cancellation);

    private async Task<IReadOnlyList<string>> IdsAsync(string? before, int count) =>
    [
        .. await _records.ListAsync("etl", before, Cancellation)
            .Take(count)
            .Select(record => record.Id)
            .ToListAsync(Cancellation),
    ];
}
