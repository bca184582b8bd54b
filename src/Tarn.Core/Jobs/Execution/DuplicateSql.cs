using System.Globalization;
using Tarn.Engine;

namespace Tarn.Jobs.Execution;

/// <summary>
/// SQL that finds repeated events. Rows that were written are told apart by file and row, so that only keys and times
/// are sorted and compared.
/// </summary>
/// <param name="rule">What makes two rows the same event.</param>
/// <param name="timeType">Type of the column with the time.</param>
internal sealed class DuplicateSql(Deduplication rule, string timeType)
{
    public const string File = "tarn_file";
    public const string Row = "tarn_row";

    private const string Places = $"{File}, {Row}";

    private readonly string[] _keys = [.. rule.Key.Select(SqlText.Identifier)];
    private readonly string _time = SqlText.Identifier(rule.By);

    private string Within =>
        $"to_microseconds({(rule.Within.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture)})";

    private string KeyList => SqlText.List(_keys);

    private string HasAll => string.Join(" AND ", _keys.Append(_time).Select(column => $"{column} IS NOT NULL"));

    /// <summary>Key and time of the rows that have both, and where the rows are.</summary>
    public string Keys(string rowsSql) =>
        $"SELECT {KeyList}, {_time}, {Places} FROM ({rowsSql}) WHERE {HasAll}";

    /// <summary>Between which times the table may have the same events; no row, or nulls, for none.</summary>
    public string Ranges(string fresh, bool byDay)
    {
        // A moment that becomes a date is that day's start.
        string rest = timeType == "DATE" ? " + to_days(1)" : "";
        return $"SELECT CAST(min({_time}) - {Within} AS {timeType}), CAST(max({_time}) + {Within}{rest} AS {timeType})"
            + $" FROM {fresh}" + (byDay ? $" GROUP BY date_trunc('day', {_time})" : "");
    }

    /// <summary>Where new rows are that are not the first with their key.</summary>
    public string AmongThemselves(string fresh) =>
        $"SELECT {Places} FROM (SELECT {_time}, {Places}, "
        + $"lag({_time}) OVER (PARTITION BY {KeyList} ORDER BY {_time}) AS tarn_before FROM {fresh}) "
        + $"WHERE {_time} <= tarn_before + {Within}";

    /// <summary>Where new rows are whose key a row of the table has at about the same time.</summary>
    public string InTable(string fresh, string tableSql)
    {
        IEnumerable<string> same = _keys.Select(key => $"incoming.{key} = existing.{key}");
        return $"SELECT incoming.{File}, incoming.{Row} "
            + $"FROM {fresh} incoming JOIN (SELECT {KeyList}, {_time} FROM ({tableSql})) existing "
            + $"ON {string.Join(" AND ", same)} "
            + $"AND existing.{_time} BETWEEN incoming.{_time} - {Within} AND incoming.{_time} + {Within}";
    }

    /// <summary>
    /// SELECT of the rows that are not at those places. The places are few, and other columns than theirs are looked at
    /// only to be written.
    /// </summary>
    public static string Kept(string rowsSql, string places) =>
        $"SELECT * EXCLUDE ({Places}) FROM ({rowsSql}) ANTI JOIN {places} USING ({Places})";
}
