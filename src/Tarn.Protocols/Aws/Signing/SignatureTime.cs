using System.Globalization;

namespace Tarn.Protocols.Aws.Signing;

/// <summary>Timestamps of signatures.</summary>
internal static class SignatureTime
{
    private const string BasicFormat = "yyyyMMdd'T'HHmmss'Z'";

    public static DateTimeOffset? TryParse(string text) =>
        DateTimeOffset.TryParseExact(
            text, BasicFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : null;

    /// <summary>Of a <c>Date</c> header, which stands in for <c>x-amz-date</c>.</summary>
    public static DateTimeOffset? TryParseHttp(string text) =>
        DateTimeOffset.TryParseExact(
            text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time
            : TryParse(text);

    public static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString(BasicFormat, CultureInfo.InvariantCulture);
}
