using System.Globalization;

namespace Tarn.Protocols.Aws.S3.Wire;

/// <summary>Moments as S3 writes them.</summary>
internal static class S3Time
{
    private const long TicksPerSecond = TimeSpan.TicksPerSecond;

    /// <summary>In documents: <c>2026-01-02T03:04:05.000Z</c>.</summary>
    public static string Xml(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>In headers, to the second.</summary>
    public static string Header(DateTimeOffset time) => time.ToString("r", CultureInfo.InvariantCulture);

    /// <summary>Null when it is no date.</summary>
    public static DateTimeOffset? TryParseHeader(string? text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>Headers know no fractions, so conditions do not either.</summary>
    public static DateTimeOffset ToSecond(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TicksPerSecond), TimeSpan.Zero);
}
