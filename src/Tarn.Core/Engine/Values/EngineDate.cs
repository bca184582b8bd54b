namespace Tarn.Engine.Values;

/// <summary>A date that <see cref="DateOnly"/> cannot hold: infinite, before year 1, or after 9999.</summary>
/// <param name="Days">Days since 1970-01-01.</param>
public readonly record struct EngineDate(int Days)
{
    public static readonly EngineDate PositiveInfinity = new(int.MaxValue);
    public static readonly EngineDate NegativeInfinity = new(-int.MaxValue);

    private static readonly int _unixEpochDayNumber = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public override string ToString() =>
        this == PositiveInfinity ? "infinity"
        : this == NegativeInfinity ? "-infinity"
        : CalendarText.Date(Days);

    internal static object Box(int days)
    {
        long dayNumber = (long)days + _unixEpochDayNumber;
        return dayNumber >= 0 && dayNumber <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)dayNumber)
            : new EngineDate(days);
    }

    internal static int ToDays(DateOnly date) => date.DayNumber - _unixEpochDayNumber;
}
