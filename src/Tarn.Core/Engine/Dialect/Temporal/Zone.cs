using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Temporal;

/// <summary>A time zone as it is written in a statement.</summary>
internal abstract partial record Zone
{
    /// <summary>One of the zone database, such as <c>Europe/Berlin</c>; the engine refuses others.</summary>
    public sealed record Named(string Name) : Zone;

    /// <summary>At a fixed distance from UTC, which the engine has no zones for.</summary>
    public sealed record Fixed(int OffsetMinutes) : Zone
    {
        /// <summary>Such as <c>+07:09</c>.</summary>
        public string Text => string.Create(
            CultureInfo.InvariantCulture,
            $"{(OffsetMinutes < 0 ? '-' : '+')}{Math.Abs(OffsetMinutes) / 60:00}:{Math.Abs(OffsetMinutes) % 60:00}");
    }

    /// <summary>An expression whose value is the name.</summary>
    public sealed record Computed(SqlNode Expression) : Zone;

    /// <param name="text">A name, or an offset such as <c>+07:09</c> or <c>UTC-3</c>.</param>
    public static Zone Parse(string text)
    {
        Match match = Offset().Match(text);
        if (!match.Success)
        {
            return new Named(text is "Z" or "z" ? "UTC" : text);
        }

        int minutes = (int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) * 60)
            + (match.Groups[3].Length > 0 ? int.Parse(match.Groups[3].Value, CultureInfo.InvariantCulture) : 0);
        return new Fixed(match.Groups[1].Value == "-" ? -minutes : minutes);
    }

    [GeneratedRegex(@"^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Offset();
}
