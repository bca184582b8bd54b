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

    /// <summary>For a row that failed a check, the values that its file would not hold: partition and '_' columns.</summary>
    public const string Rejected = "_rejected";

    /// <summary>
    /// True for checks that decide about single rows before they are written. A unique check that fails the run looks at
    /// the whole table instead, so that new rows are compared with those already there.
    /// </summary>
    public static bool Decides(CheckDefinition check) =>
        !check.IsTableLevel
        && check.OnFail != OnFail.Warn
        && check is not CheckDefinition.Unique { OnFail: OnFail.Fail };

    /// <summary>SELECT of the table's columns alone, for a model without deciding checks.</summary>
    public static string Plain(string sql, ModelColumns columns) =>
        $"SELECT {List(columns.Stored)} FROM (\n{sql}\n)";

    /// <summary>SELECT of the table's columns, <see cref="Rejected"/> and <see cref="Outcome"/>.</summary>
    public static string Judged(string sql, ModelColumns columns, IReadOnlyList<CheckDefinition> checks)
    {
        string judged = AddOutcome(sql, columns, checks);
        IEnumerable<string> stored = columns.Stored.Select(field => columns.IsPartition(field)
            ? $"CASE WHEN {Outcome} = 0 THEN {Name(field)} END AS {Name(field)}"
            : Name(field));
        TableField[] extra = [.. Extra(columns)];
        string rejected = extra.Length == 0
            ? "CAST(NULL AS BOOLEAN)"
            : $"CASE WHEN {Outcome} <> 0 THEN struct_pack({string.Join(", ", extra.Select(Pack))}) END";
        return $"SELECT {string.Join(", ", stored)}, {rejected} AS {Rejected}, {Outcome} FROM (\n{judged}\n)";
    }

    /// <summary>The row as the model made it, read back from a file of rejected rows.</summary>
    public static string Unpack(TableField field, ModelColumns columns) =>
        Extra(columns).Contains(field) ? $"{Rejected}.{Name(field)} AS {Name(field)}" : Name(field);

    private static IEnumerable<TableField> Extra(ModelColumns columns) =>
        columns.All.Where(field => columns.IsPartition(field) || columns.CheckOnly.Contains(field));

    private static string AddOutcome(string sql, ModelColumns columns, IReadOnlyList<CheckDefinition> checks)
    {
        string source = sql;
        StringBuilder cases = new();
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

    private static string Pack(TableField field) => $"{Name(field)} := {Name(field)}";

    private static string Name(TableField field) => SqlText.Identifier(field.Name);

    private static string List(IEnumerable<TableField> fields) => string.Join(", ", fields.Select(Name));
}
