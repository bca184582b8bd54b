using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Rewriting;
using Tarn.Engine.Dialect.Syntax;

namespace Tarn.Engine.Dialect.Temporal;

/// <summary>
/// Zones of instants. A value of Trino's <c>timestamp with time zone</c> has a zone of its own; the engine's has none
/// and is shown in the session's. What can be told is the zone that an expression was written with.
/// </summary>
internal static partial class Zones
{
    /// <summary>The zone that a value has in Trino; null: the session's, or it is no instant.</summary>
    public static Zone? Of(Rewriter rewriter, SqlNode node) => Literals.Inner(node) switch
    {
        SqlNode.TypedText { Type: "TIMESTAMP" } literal => AtEndOf(literal.Text.Text(rewriter.Source).Trim('\'')),
        SqlNode.Extended extended when AtTimeZone.ZoneOf(rewriter, extended) is { } zone => From(rewriter, zone),
        SqlNode.Operation { Operator: "+" or "-" } sum => Of(rewriter, sum.Left) ?? Of(rewriter, sum.Right),
        SqlNode.Call call => Of(rewriter, call),
        _ => null,
    };

    /// <param name="rewriter">Knows the statement.</param>
    /// <param name="node">What gives the zone: a text or an interval.</param>
    public static Zone From(Rewriter rewriter, SqlNode node) =>
        Literals.TextOf(rewriter, node) is { } text ? Zone.Parse(text)
        : Literals.Inner(node) is SqlNode.Interval interval
            && OfInterval(rewriter.SourceOf(interval)) is { } offset ? offset
        : new Zone.Computed(node);

    /// <summary>Writes an instant as the time that clocks in its zone show; anything else as it is.</summary>
    public static void WriteLocal(Rewriter rewriter, SqlNode node)
    {
        switch (Of(rewriter, node))
        {
            case Zone.Named zone:
                rewriter.Text($"timezone({SqlText.Literal(zone.Name)}, ", node);
                rewriter.Node(node);
                rewriter.Text(")", node);
                break;
            case Zone.Fixed zone:
                rewriter.Text("(timezone('UTC', ", node);
                rewriter.Node(node);
                rewriter.Text(string.Create(
                    CultureInfo.InvariantCulture, $") + INTERVAL '{zone.OffsetMinutes} minutes')"), node);
                break;
            case Zone.Computed zone:
                rewriter.Text("timezone(", node);
                rewriter.Node(zone.Expression);
                rewriter.Text(", ", node);
                rewriter.Node(node);
                rewriter.Text(")", node);
                break;
            default:
                rewriter.Node(node);
                break;
        }
    }

    /// <summary>Writes the name of the zone of an instant.</summary>
    public static void WriteName(Rewriter rewriter, SqlNode node)
    {
        switch (Of(rewriter, node))
        {
            case Zone.Named zone:
                rewriter.Text(SqlText.Literal(zone.Name), node);
                break;
            case Zone.Fixed zone:
                rewriter.Text(SqlText.Literal(zone.Text), node);
                break;
            case Zone.Computed zone:
                rewriter.Node(zone.Expression);
                break;
            default:
                rewriter.Text("current_setting('TimeZone')", node);
                break;
        }
    }

    /// <summary>Writes the instant at which clocks in a zone show a time.</summary>
    public static void WriteInstant(Rewriter rewriter, Zone? zone, SqlNode place, Action writeLocal)
    {
        rewriter.Text(zone is null ? "CAST(" : "timezone(", place);
        switch (zone)
        {
            case Zone.Named named:
                rewriter.Text(SqlText.Literal(named.Name) + ", ", place);
                break;
            case Zone.Fixed:
                rewriter.Text("'UTC', ", place);
                break;
            case Zone.Computed computed:
                rewriter.Node(computed.Expression);
                rewriter.Text(", ", place);
                break;
        }

        writeLocal();
        rewriter.Text(
            zone switch
            {
                null => " AS TIMESTAMPTZ)",
                Zone.Fixed offset => string.Create(
                    CultureInfo.InvariantCulture, $" - INTERVAL '{offset.OffsetMinutes} minutes')"),
                _ => ")",
            },
            place);
    }

    /// <summary>Writes a value that is in a zone, so that the engine refuses a zone that it does not know.</summary>
    public static void WriteChecked(Rewriter rewriter, Zone? zone, SqlNode place, Action writeValue)
    {
        string? name = (zone as Zone.Named)?.Name;
        rewriter.Text(
            name is null ? "" : $"CASE WHEN timezone({SqlText.Literal(name)}, make_timestamptz(0)) IS NOT NULL THEN ",
            place);
        writeValue();
        rewriter.Text(name is null ? "" : " END", place);
    }

    private static Zone? Of(Rewriter rewriter, SqlNode.Call call) => (call.Function, call.Arguments) switch
    {
        ("at_timezone" or "with_timezone" or "from_unixtime", [_, var zone]) => From(rewriter, zone),
        ("from_unixtime", [_, var hours, var minutes]) =>
            Literals.IntegerOf(rewriter, hours) is { } h && Literals.IntegerOf(rewriter, minutes) is { } m
                ? new Zone.Fixed((int)((h * 60) + m))
                : null,
        ("date_trunc", [_, var value]) => Of(rewriter, value),
        ("date_add", [_, _, var value]) => Of(rewriter, value),
        ("from_iso8601_timestamp" or "from_iso8601_timestamp_nanos" or "parse_datetime", [var text, ..]) =>
            Literals.TextOf(rewriter, text) is { } written ? AtEndOf(written) : null,
        ("cast" or "try_cast", [{ Nodes: [var value, ..] }]) =>
            Literals.TextOf(rewriter, value) is { } written ? AtEndOf(written) : null,
        _ => null,
    };

    /// <summary>An interval of hours, or of hours and minutes, is an offset.</summary>
    private static Zone.Fixed? OfInterval(string interval)
    {
        Match match = HoursAndMinutes().Match(interval);
        if (!match.Success)
        {
            return null;
        }

        int first = int.Parse(match.Groups["first"].Value, CultureInfo.InvariantCulture);
        int minutes = match.Groups["second"] is { Length: > 0 } second
            ? (first * 60) + int.Parse(second.Value, CultureInfo.InvariantCulture)
            : match.Groups["hour"].Length > 0 ? first * 60 : first;
        return new Zone.Fixed(interval.Contains('-', StringComparison.Ordinal) ? -minutes : minutes);
    }

    private static Zone? AtEndOf(ReadOnlySpan<char> timestamp)
    {
        Match match = AfterTime().Match(timestamp.ToString());
        return match.Success ? Zone.Parse(match.Groups[1].Value) : null;
    }

    [GeneratedRegex(
        @"^INTERVAL\s*[+-]?\s*'\s*[+-]?(?<first>\d{1,4})(?::(?<second>\d{1,2}))?\s*'\s*(?:(?<hour>HOUR)|MINUTE)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HoursAndMinutes();

    [GeneratedRegex(@"\d[ T]\d{1,2}:\d{2}[\d:.,]*\s*([A-Za-z][\w/+:-]*|[+-]\d{1,2}(?::?\d{2})?)\s*$")]
    private static partial Regex AfterTime();
}
