using System.Globalization;

namespace Tarn.Sources.Postgres.Positions;

/// <summary>A position in the write-ahead log (pg_lsn): a number of bytes, written <c>16/B374D848</c>.</summary>
internal static class LogPosition
{
    public static string Format(long position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position >> 32:X}/{position & 0xffffffff:X}");

    /// <summary>Null when it is none.</summary>
    public static long? Parse(string text)
    {
        string[] halves = text.Split('/');
        return halves.Length == 2
            && uint.TryParse(halves[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint upper)
            && uint.TryParse(halves[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint lower)
                ? ((long)upper << 32) | lower
                : null;
    }
}
