using System.Globalization;
using Tarn.Engine;

namespace Tarn.Jobs.Execution;

/// <summary>SQL that finds repeated events.</summary>
/// <param name="rule">What makes two rows the same event.</param>
/// <param name="timeType">Type of the column with the time.</param>
internal sealed class DuplicateSql(Deduplication rule, string timeType)
{
    private readonly string[] _keys = [.. rule.Key.Select(SqlText.Identifier)];
    private readonly string _time = SqlText.Identifier(rule.By);

    private string Within =>
        $"to_microseconds({(rule.Within.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture)})";

    private string KeyList => SqlText.List(_keys);

    private string HasAll => string.Join(" AND ", _keys.Append(_time).Select(column => $"{column} IS NOT NULL"));

    /// <summary>Key and time of the rows that have both.</summary>
    public string Keys(string rowsSql) => $"SELECT {KeyList}, {_time} FROM ({rowsSql}) WHERE {HasAll}";

    /// <summary>Between which times the table may have the same events; no row, or nulls, for none.</summary>
    public string Ranges(string fresh, bool byDay)
    {
        // A moment that becomes a date is that day's start.
        string rest = timeType == "DATE" ? " + to_days(1)" : "";
        return $"SELECT CAST(min({_time}) - {Within} AS {timeType}), CAST(max({_time}) + {Within}{rest} AS {timeType})"
            + $" FROM {fresh}" + (byDay ? $" GROUP BY date_trunc('day', {_time})" : "");
    }

    /// <summary>Those of the new keys that rows of the table have at about the same time.</summary>
    public string Repeated(string fresh, string tableSql)
    {
        IEnumerable<string> same = _keys.Select(key => $"incoming.{key} = existing.{key}");
        return $"SELECT DISTINCT {SqlText.List(_keys.Append(_time).Select(column => $"incoming.{column}"))} "
            + $"FROM {fresh} incoming JOIN (SELECT {KeyList}, {_time} FROM ({tableSql})) existing "
            + $"ON {string.Join(" AND ", same)} "
            + $"AND existing.{_time} BETWEEN incoming.{_time} - {Within} AND incoming.{_time} + {Within}";
    }

    /// <summary>How many of the new keys are not the first.</summary>
    public string Count(string fresh, string repeated, string before) =>
        $"SELECT (SELECT count(*) FROM {repeated}) + (SELECT count(*) FROM ("
        + $"SELECT {_time}, {Earlier(before)} FROM {fresh}) WHERE {_time} <= {before} + {Within})";

    /// <summary>SELECT of the rows that are the first with their key, or cannot be told.</summary>
    public string Kept(string rowsSql, string repeated, string before)
    {
        IEnumerable<string> same = _keys.Append(_time).Select(column => $"incoming.{column} = existing.{column}");
        return $"SELECT * EXCLUDE ({before}) FROM (SELECT *, {Earlier(before)} FROM ({rowsSql})) incoming "
            + $"ANTI JOIN {repeated} existing ON {string.Join(" AND ", same)} "
            + $"WHERE {before} IS NULL OR {_time} > {before} + {Within}";
    }

    /// <summary>When the same key came before; null for the first, and for rows that cannot be told.</summary>
    private string Earlier(string name) =>
        $"CASE WHEN {HasAll} THEN lag({_time}) OVER (PARTITION BY {KeyList} ORDER BY {_time}) END AS {name}";
}
