using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Flows.Scheduling;

/// <summary>A year of many time zones, with a process that dies all the time.</summary>
public sealed class SimulatedYearTests : IAsyncDisposable
{
    private static readonly string[] Zones =
    [
        "UTC", "Europe/Berlin", "America/New_York", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo",
        "America/Asuncion", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca",
    ];

    private static readonly (string Name, int Hour, int Minute)[] Daily =
        [("early", 0, 0), ("night", 2, 30)];

    private readonly SchedulerRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    [Fact]
    public async Task No_run_is_doubled_or_lost()
    {
        int seed = TestSeed.Read();
        Random random = new(seed);
        foreach (string zone in Zones)
        {
            foreach ((string name, int hour, int minute) in Daily)
            {
                _rig.Put($"{name} {zone}", $"{minute} {hour} * * *", zone);
            }
        }

        DateTimeOffset start = _rig.Now;
        DateTimeOffset end = start.AddYears(1);
        _rig.Starter.Death = () => random.Next(50) == 0 ? random.Next(2) == 0 : null;
        while (_rig.Now < end)
        {
            await _rig.RunAsync(TimeSpan.FromHours(random.Next(1, 400)));
            await _rig.KillAsync();
        }

        _rig.Starter.Death = () => null;
        await _rig.TurnAsync();
        foreach (string zone in Zones)
        {
            foreach ((string name, int hour, int minute) in Daily)
            {
                List<DateTimeOffset> expected = Expected(zone, hour, minute, start, _rig.Now);
                Assert.True(
                    expected.SequenceEqual(_rig.Starter.Of($"{name} {zone}")),
                    $"seed {seed}: {name} {zone}: {_rig.Starter.Of($"{name} {zone}").Count} of {expected.Count}");
            }
        }
    }

    /// <summary>By looking at the clocks every quarter of an hour.</summary>
    private static List<DateTimeOffset> Expected(
        string timeZone, int hour, int minute, DateTimeOffset after, DateTimeOffset until)
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        TimeOnly wanted = new(hour, minute);
        Dictionary<DateOnly, DateTimeOffset> firsts = [];
        DateTime last = DateTime.MinValue;
        for (DateTimeOffset moment = after.AddDays(-2); moment <= until; moment = moment.AddMinutes(15))
        {
            DateTime clock = TimeZoneInfo.ConvertTime(moment, zone).DateTime;
            DateOnly day = DateOnly.FromDateTime(clock);
            DateTime due = day.ToDateTime(wanted);
            bool isSkipped = last < due && clock > due && clock - last > TimeSpan.FromMinutes(15);
            if (clock == due)
            {
                firsts.TryAdd(day, moment);
            }
            else if (isSkipped)
            {
                // Clocks are put forward over it, by as much as the run is later.
                firsts.TryAdd(day, moment.AddMinutes(-15) + (due - last));
            }

            last = clock;
        }

        return [.. firsts.Values.Where(moment => moment > after && moment <= until).Order()];
    }
}
