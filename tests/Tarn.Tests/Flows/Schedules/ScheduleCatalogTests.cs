using System.Globalization;
using Tarn.Common;
using Tarn.Flows.Schedules;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows.Schedules;

public sealed class ScheduleCatalogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Schedules_of_files_and_of_clients_are_listed_together()
    {
        ScheduleCatalog catalog = CreateSut(OfFile("nightly"));
        await catalog.CreateAsync(Definition("mine"), Token);

        Assert.Equal(["default/mine", "workflows/nightly"], await NamesAsync(catalog));
        Assert.Equal(["default", "workflows"], (await catalog.ListGroupsAsync(Token)).Select(group => group.Name));
    }

    [Fact]
    public async Task What_a_file_defines_is_read_only()
    {
        ScheduleCatalog catalog = CreateSut(OfFile("nightly"));

        await FailsAsync(ErrorCodes.StatementNotAllowed, catalog.DeleteAsync("workflows", "nightly", Token));
        await FailsAsync(
            ErrorCodes.StatementNotAllowed, catalog.UpdateAsync("workflows", "nightly", same => same, Token));
        await FailsAsync(ErrorCodes.StatementNotAllowed, catalog.DeleteGroupAsync("workflows", Token));
        await FailsAsync(
            ErrorCodes.EntryExists, catalog.CreateAsync(Definition("nightly") with { Group = "workflows" }, Token));
    }

    [Fact]
    public async Task A_change_leaves_name_and_birth_as_they_were()
    {
        ScheduleCatalog catalog = CreateSut();
        await catalog.CreateAsync(Definition("mine"), Token);
        _clock.Advance(TimeSpan.FromHours(1));

        ScheduleDefinition changed = await catalog.UpdateAsync(
            "default", "mine", now => now with { Name = "other", IsOn = false }, Token);

        Assert.Equal(("mine", false), (changed.Name, changed.IsOn));
        Assert.Equal(TimeSpan.FromHours(1), changed.UpdatedAt - changed.CreatedAt);
    }

    [Fact]
    public async Task A_group_goes_with_its_schedules()
    {
        ScheduleCatalog catalog = CreateSut();
        await FailsAsync(
            ErrorCodes.UnknownName, catalog.CreateAsync(Definition("mine") with { Group = "etl" }, Token));
        await catalog.CreateGroupAsync(new ScheduleGroup { Name = "etl" }, Token);
        await catalog.CreateAsync(Definition("mine") with { Group = "etl" }, Token);
        await catalog.CreateAsync(Definition("mine"), Token);

        Assert.True(await catalog.DeleteGroupAsync("etl", Token));

        Assert.Equal(["default/mine"], await NamesAsync(catalog));
        Assert.False(await catalog.DeleteGroupAsync("etl", Token));
    }

    [Theory]
    [InlineData("every day", "UTC", null, "which is none: expected minute, hour")]
    [InlineData("0 1 * * *", "Mars/Olympus", null, "has the time zone 'Mars/Olympus'")]
    [InlineData("0 1 * * *", "UTC", "2020-01-01T00:00:00Z", "before it starts at")]
    public async Task What_cannot_be_due_is_refused(string expression, string timeZone, string? end, string expected)
    {
        ScheduleDefinition wrong = Definition("mine") with
        {
            Expression = expression,
            TimeZone = timeZone,
            StartAt = _clock.GetUtcNow(),
            EndAt = end is null ? null : DateTimeOffset.Parse(end, CultureInfo.InvariantCulture),
        };

        TarnException error = await FailsAsync(ErrorCodes.BadArgument, CreateSut().CreateAsync(wrong, Token));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Moments_keep_to_their_window()
    {
        DateTimeOffset now = _clock.GetUtcNow();
        ScheduleTiming timing = (Definition("mine") with
        {
            Expression = "0 * * * *",
            StartAt = now.AddHours(2),
            EndAt = now.AddHours(3),
        }).ReadTiming();

        Assert.Equal(now.AddHours(2), timing.Next(now));
        Assert.Equal(now.AddHours(3), timing.Next(now.AddHours(2)));
        Assert.Null(timing.Next(now.AddHours(3)));
    }

    [Theory]
    [InlineData("* * * * *", 90, 1, "01:30")]
    [InlineData("* * * * *", 90, 3, "01:28 01:29 01:30")]
    [InlineData("0 * * * *", 60 * 24 * 365 * 10, 2, "23:00 00:00")]
    [InlineData("0 5 1 1 *", 60 * 24 * 365 * 10, 100, "05:00 05:00 05:00 05:00 05:00 05:00 05:00 05:00 05:00 05:00")]
    [InlineData("0 5 * * *", 60, 3, "")]
    public void The_latest_moments_of_a_time_are_found_however_long_it_is(
        string expression, int minutes, int countMax, string expected)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        ScheduleTiming timing = (Definition("mine") with { Expression = expression }).ReadTiming();

        IReadOnlyList<DateTimeOffset> latest = timing.LatestBetween(now, now.AddMinutes(minutes), countMax);

        Assert.Equal(
            expected,
            string.Join(' ', latest.Select(moment => moment.ToString("HH:mm", CultureInfo.InvariantCulture))));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ScheduleDefinition Definition(string name) => new()
    {
        Name = name,
        Expression = "0 1 * * *",
        Target = new ScheduleTarget { Kind = ScheduleTargetKind.Job, Name = "etl" },
    };

    private static ScheduleDefinition OfFile(string name) =>
        Definition(name) with { Group = "workflows", File = $"workflows/{name}.yaml" };

    private ScheduleCatalog CreateSut(params ScheduleDefinition[] defined) =>
        new(defined, new DocumentStore(_directory.Path, new SequentialIdSource()), _clock);

    private static async Task<IEnumerable<string>> NamesAsync(ScheduleCatalog catalog) =>
        (await catalog.ListAsync(Token)).Select(schedule => $"{schedule.Group}/{schedule.Name}");

    private static async Task<TarnException> FailsAsync(string code, Task work)
    {
        TarnException error = await Assert.ThrowsAsync<TarnException>(() => work);
        Assert.Equal(code, error.Code);
        return error;
    }
}
