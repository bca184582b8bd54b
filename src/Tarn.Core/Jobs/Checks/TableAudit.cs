using System.Globalization;
using Tarn.Engine;
using Tarn.Jobs.Runs;

namespace Tarn.Jobs.Checks;

/// <summary>
/// Judges what a step has written before anyone sees it: checks on the table as a whole, and row checks that only warn.
/// </summary>
/// <param name="connection">Connection in which the tables that checks refer to are bound.</param>
/// <param name="newRowsSql">SELECT of the rows just written.</param>
/// <param name="stayingRowsSql">SELECT of the rows of the table that stay; null when there are none.</param>
/// <param name="now">The time that freshness is measured from.</param>
internal sealed class TableAudit(
    DuckConnection connection, string newRowsSql, string? stayingRowsSql, DateTimeOffset now)
{
    private string AllRowsSql =>
        stayingRowsSql is null ? newRowsSql : $"{newRowsSql} UNION ALL BY NAME {stayingRowsSql}";

    public Task<CheckReport> JudgeAsync(CheckDefinition check, CancellationToken cancellationToken) => check switch
    {
        CheckDefinition.RowCount rule => CountAsync(rule, cancellationToken),
        CheckDefinition.Freshness rule => FreshnessAsync(rule, cancellationToken),
        CheckDefinition.Unique rule => RepeatsAsync(rule, cancellationToken),
        _ => FailingAsync(check, cancellationToken),
    };

    private static CheckReport Report(CheckDefinition check, long rows, string? detail) =>
        new() { Name = check.Name, OnFail = check.OnFail, Rows = rows, Detail = rows == 0 ? null : detail };

    private async Task<CheckReport> CountAsync(CheckDefinition.RowCount rule, CancellationToken cancellationToken)
    {
        long rows = await NumberAsync($"SELECT count(*) FROM ({AllRowsSql})", cancellationToken);
        bool failed = rows < rule.Min || rows > rule.Max;
        string expected = (rule.Min, rule.Max) switch
        {
            ({ } min, null) => $"at least {min}",
            (null, { } max) => $"at most {max}",
            var (min, max) => $"between {min} and {max}",
        };
        return Report(rule, failed ? 1 : 0, $"{rows} rows, expected {expected}");
    }

    private async Task<CheckReport> FreshnessAsync(CheckDefinition.Freshness rule, CancellationToken cancellationToken)
    {
        string column = SqlText.Identifier(rule.Column);
        DateTime oldest = (now - rule.AgeMax).UtcDateTime;
        IReadOnlyList<object?[]> rows = await connection.QueryAllAsync(
            $"SELECT coalesce(max({column}) < {SqlText.Literal(oldest)}, true), CAST(max({column}) AS VARCHAR) "
            + $"FROM ({AllRowsSql})",
            cancellationToken);
        bool failed = (bool)rows[0][0]!;
        string newest = (string?)rows[0][1] ?? "missing";
        return Report(
            rule,
            failed ? 1 : 0,
            $"the newest {rule.Column} is {newest}, expected after {oldest:yyyy-MM-dd HH:mm:ss} UTC");
    }

    private async Task<CheckReport> RepeatsAsync(CheckDefinition.Unique rule, CancellationToken cancellationToken)
    {
        string keys = string.Join(", ", rule.Columns.Select(SqlText.Identifier));
        long rows = await NumberAsync(
            $"SELECT coalesce(sum(n - 1), 0)::BIGINT FROM (SELECT count(*) AS n FROM ({AllRowsSql}) GROUP BY {keys})",
            cancellationToken);
        return Report(rule, rows, null);
    }

    private async Task<CheckReport> FailingAsync(CheckDefinition check, CancellationToken cancellationToken)
    {
        long rows = await NumberAsync(
            $"SELECT count(*) FROM ({newRowsSql}) WHERE {CheckCondition.FailsWhen(check)}", cancellationToken);
        return Report(check, rows, null);
    }

    private async Task<long> NumberAsync(string sql, CancellationToken cancellationToken) =>
        Convert.ToInt64(await connection.ScalarAsync(sql, cancellationToken), CultureInfo.InvariantCulture);
}
