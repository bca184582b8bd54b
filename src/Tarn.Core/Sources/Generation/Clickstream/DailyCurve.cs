namespace Tarn.Sources.Generation.Clickstream;

/// <summary>How busy a web shop is by hour of the day, UTC: nights are quiet, evenings are not.</summary>
public static class DailyCurve
{
    /// <summary>Of a thousand records of a day.</summary>
    private static readonly int[] Weights =
        [18, 12, 8, 7, 8, 12, 20, 31, 42, 48, 50, 52, 54, 52, 50, 50, 52, 57, 66, 76, 84, 72, 48, 31];

    /// <summary>How busy it is: 1 is the mean of the day.</summary>
    public static double FactorAt(DateTimeOffset moment) => Weights[moment.UtcDateTime.Hour] * 24 / 1000.0;

    /// <summary>The moment until which a share of the records of some days has come.</summary>
    /// <param name="firstDay">Midnight UTC.</param>
    /// <param name="days">At least 1.</param>
    /// <param name="share">0 to 1.</param>
    internal static DateTimeOffset MomentOf(DateTimeOffset firstDay, int days, double share)
    {
        double thousandths = share * days * 1000;
        int day = (int)Math.Min(thousandths / 1000, days - 1);
        double left = thousandths - (day * 1000.0);
        int hour = 0;
        while (hour < Weights.Length - 1 && left >= Weights[hour])
        {
            left -= Weights[hour++];
        }

        return firstDay.AddDays(day).AddHours(hour + Math.Min(left / Weights[hour], 0.999_999));
    }
}
