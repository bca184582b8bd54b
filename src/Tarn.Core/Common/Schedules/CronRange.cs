namespace Tarn.Common.Schedules;

/// <summary>Which numbers a field of a cron expression takes, and their names.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Min">The least.</param>
/// <param name="Max">The largest.</param>
/// <param name="Words">Names of the numbers from <see cref="Min"/> on, three capital letters each.</param>
internal sealed record CronRange(string Name, int Min, int Max, IReadOnlyList<string> Words)
{
    private static readonly string[] Days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static CronRange Minutes { get; } = new("minute", 0, 59, []);

    public static CronRange Hours { get; } = new("hour", 0, 23, []);

    public static CronRange DaysOfMonth { get; } = new("day of month", 1, 31, []);

    public static CronRange Months { get; } = new(
        "month",
        1,
        12,
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]);

    /// <summary>Of cron: Sunday is 0, and 7 too.</summary>
    public static CronRange DaysOfWeek { get; } = new("day of week", 0, 7, Days);

    /// <summary>Of AWS: Sunday is 1.</summary>
    public static CronRange AwsDaysOfWeek { get; } = new("day of week", 1, 7, Days);

    public static CronRange Years { get; } = new("year", 1970, 2199, []);
}
