using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Parsing;
using Tarn.Tables.Schema;

namespace Tarn.Tables.Constraints;

/// <summary>Holds rows against rules, all in one query.</summary>
/// <param name="columns">The table's.</param>
/// <param name="table">As messages name it.</param>
internal sealed class RowRules(
    DuckInstance engine, DuckConnection connection, IReadOnlyList<DeltaField> columns, string table)
{
    private readonly HashSet<string> _names = new(columns.SelectMany(Names), StringComparer.OrdinalIgnoreCase);

    /// <param name="rowsSql">SELECT of the rows, with all columns of the table.</param>
    /// <exception cref="TarnException">
    /// <c>TN5005</c>, <c>TN5006</c>: a row breaks a rule; the message has both. <c>TN5002</c>: a rule that cannot be
    /// evaluated.
    /// </exception>
    public async Task RequireAsync(
        IReadOnlyList<RowRule> rules, string rowsSql, CancellationToken cancellationToken)
    {
        List<string> cases = [];
        for (int i = 0; i < rules.Count; i++)
        {
            string condition = await ConditionAsync(rules[i], cancellationToken);
            cases.Add(string.Create(CultureInfo.InvariantCulture, $"WHEN NOT coalesce({condition}, FALSE) THEN {i}"));
        }

        IReadOnlyList<object?[]> broken = await RunAsync(
            $"""
            SELECT tarn_rule, CAST(tarn_row AS VARCHAR) FROM (
                SELECT CASE {string.Join(' ', cases)} END AS tarn_rule, tarn_row FROM ({rowsSql}) AS tarn_row
            ) WHERE tarn_rule IS NOT NULL LIMIT 1
            """,
            rules,
            cancellationToken);
        if (broken.Count > 0)
        {
            RowRule rule = rules[Convert.ToInt32(broken[0][0], CultureInfo.InvariantCulture)];
            throw new TarnException(
                rule.Code, $"table '{table}': {rule.Name} does not hold for the row {broken[0][1]}");
        }
    }

    /// <summary>Of a column and of the fields inside it: names that an expression may use.</summary>
    public static IEnumerable<string> Names(DeltaField field) => field.Type is DeltaType.Struct structure
        ? structure.Fields.SelectMany(Names).Prepend(field.Name)
        : [field.Name];

    private async Task<string> ConditionAsync(RowRule rule, CancellationToken cancellationToken)
    {
        if (rule.Expression is null)
        {
            return rule.Template;
        }

        string expression = await SparkExpression.ToEngineAsync(
            rule.Expression, _names, new SqlParser(engine), cancellationToken)
            ?? throw Unknown(rule.Name, "its SQL may mean something else here", null);
        return rule.Template.Replace("{0}", expression, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<object?[]>> RunAsync(
        string sql, IReadOnlyList<RowRule> rules, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.QueryAllAsync(sql, cancellationToken);
        }
        catch (EngineException exception) when (exception.Kind is EngineErrorKind.Binder)
        {
            throw Unknown(string.Join(", ", rules.Select(rule => rule.Name)), exception.Lines[0], exception);
        }
    }

    private TarnException Unknown(string rule, string reason, Exception? inner) => new(
        ErrorCodes.TableUnsupported, $"table '{table}' has a rule that Tarn cannot evaluate, {rule}: {reason}", inner)
    {
        Hint = "Tarn knows comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, CASE, CAST, arithmetic and common functions "
            + "of text and dates; write to the table with the engine that made the rule.",
    };
}
