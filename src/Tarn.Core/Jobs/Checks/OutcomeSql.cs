using System.Text;
using Tarn.Engine;
using Tarn.Tables;

namespace Tarn.Jobs.Checks;

/// <summary>
/// Wraps a model's SELECT so that each row comes with its outcome: 0 when it goes to the table, otherwise the 1-based
/// number of the first check that it failed. One pass over the data does both the work and the judging.
/// </summary>
internal static class OutcomeSql
{
    /// <summary>Integer column: 0 or the number of a check.</summary>
    public const string Outcome = "_outcome";

    /// <summary>
    /// True for checks that decide about single rows before they are written. A unique check that fails the run looks
    /// at the whole table instead, so that new rows are compared with those already there.
    /// </summary>
    public static bool Decides(CheckDefinition check) =>
        !check.IsTableLevel
        && check.OnFail != OnFail.Warn
        && check is not CheckDefinition.Unique { OnFail: OnFail.Fail };

    /// <summary>SELECT of the table's columns alone, for a model without deciding checks.</summary>
    public static string Plain(string sql, ModelColumns columns) =>
        $"SELECT {List(columns.Stored)} FROM (\n{sql}\n)";

    /// <summary>
    /// SELECT of all the model's columns and <see cref="Outcome"/>. Columns for checks only are null in rows for the
    /// table, which does not store them.
    /// </summary>
    /// <param name="first">
    /// A condition and the outcome of rows for which it holds, before all checks; null for none.
    /// </param>
    public static string Judged(
        string sql,
        ModelColumns columns,
        IReadOnlyList<CheckDefinition> checks,
        (string Condition, int Outcome)? first = null)
    {
        IEnumerable<string> stored = columns.Stored.Select(Name);
        IEnumerable<string> side = columns.CheckOnly
            .Select(field => $"CASE WHEN {Outcome} <> 0 THEN {Name(field)} END AS {Name(field)}");
        return $"SELECT {string.Join(", ", stored.Concat(side))}, {Outcome} "
            + $"FROM (\n{AddOutcome(sql, columns, checks, first)}\n)";
    }

    private static string AddOutcome(
        string sql,
        ModelColumns columns,
        IReadOnlyList<CheckDefinition> checks,
        (string Condition, int Outcome)? first)
    {
        string source = sql;
        StringBuilder cases = new(first is { } rule ? $" WHEN {rule.Condition} THEN {rule.Outcome}" : "");
        int layers = 0;
        for (int i = 0; i < checks.Count; i++)
        {
            if (!Decides(checks[i]))
            {
                continue;
            }

            if (checks[i] is CheckDefinition.Unique unique)
            {
                // Only rows that are still to be published count, so the outcome so far is needed first.
                string before = $"_outcome_{layers}";
                string rank = $"_rank_{layers}";
                source = WithRank(source, cases, before, rank, unique, columns);
                cases.Clear().Append($" WHEN {before} <> 0 THEN {before} WHEN {rank} > 1 THEN {i + 1}");
                layers++;
            }
            else
            {
                cases.Append($" WHEN {CheckCondition.FailsWhen(checks[i])} THEN {i + 1}");
            }
        }

        return $"SELECT *, {Case(cases)} AS {Outcome} FROM (\n{source}\n)";
    }

    private static string WithRank(
        string source,
        StringBuilder cases,
        string before,
        string rank,
        CheckDefinition.Unique unique,
        ModelColumns columns)
    {
        string keys = string.Join(", ", unique.Columns.Select(SqlText.Identifier));

        // Ordering by the rest makes the choice among equals the same in every run.
        IEnumerable<TableField> rest = columns.Stored
            .Where(field => !unique.Columns.Contains(field.Name, StringComparer.OrdinalIgnoreCase));
        string order = rest.Any() ? $" ORDER BY {List(rest)}" : "";
        return $"SELECT *, row_number() OVER (PARTITION BY {before} = 0, {keys}{order}) AS {rank} FROM (\n"
            + $"SELECT *, {Case(cases)} AS {before} FROM (\n{source}\n))";
    }

    private static string Case(StringBuilder cases) =>
        cases.Length == 0 ? "CAST(0 AS INTEGER)" : $"CAST(CASE{cases} ELSE 0 END AS INTEGER)";

    private static string Name(TableField field) => SqlText.Identifier(field.Name);

    private static string List(IEnumerable<TableField> fields) => string.Join(", ", fields.Select(Name));
}
