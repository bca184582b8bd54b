namespace Tarn.Storage;

/// <summary>
/// S3 counts days from midnight to midnight ("Lifecycle configuration elements", "Lifecycle rules: based on an
/// object's age").
/// </summary>
public static class MidnightUtc
{
    /// <summary>So many days later, rounded to the next day's midnight: 3 days see four midnights.</summary>
    public static DateTimeOffset AfterDays(DateTimeOffset start, int days) =>
        new DateTimeOffset(start.UtcDateTime.Date, TimeSpan.Zero).AddDays(days + 1);

    /// <summary>The first midnight that comes after the moment.</summary>
    public static DateTimeOffset Next(DateTimeOffset moment) => AfterDays(moment, days: 0);
}
