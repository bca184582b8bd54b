using System.Globalization;
using System.Text;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Queries.Executions;

/// <summary>
/// Values for question marks as Athena takes them: each text is an expression, and what is none is the value itself.
/// </summary>
internal static class ParameterTexts
{
    /// <returns>By number from 1.</returns>
    public static async Task<IReadOnlyDictionary<string, object?>> ReadAsync(
        QueryRunner queries, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        Dictionary<string, object?> values = [];
        for (int i = 0; i < texts.Count; i++)
        {
            string name = (i + 1).ToString(CultureInfo.InvariantCulture);
            values[name] = long.TryParse(
                texts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                ? number
                : await EvaluateAsync(queries, texts[i], cancellationToken);
        }

        return values;
    }

    /// <summary>
    /// Puts expressions in the place of question marks, for statements that take no values: writing ones.
    /// </summary>
    /// <exception cref="StatementException"><c>TN2012</c>: there are more or fewer question marks.</exception>
    public static async Task<string> PutInAsync(
        QueryRunner queries, string sql, IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> marks = ParameterRules.FindMarks(sql, texts.Count);
        StringBuilder whole = new(sql);
        for (int i = marks.Count - 1; i >= 0; i--)
        {
            object? value = await EvaluateAsync(queries, texts[i], cancellationToken);
            bool isText = value is string text && text == texts[i];
            whole.Remove(marks[i], 1).Insert(marks[i], isText ? SqlText.Literal(texts[i]) : $"({texts[i]})");
        }

        return whole.ToString();
    }

    private static async Task<object?> EvaluateAsync(
        QueryRunner queries, string text, CancellationToken cancellationToken)
    {
        try
        {
            await using QueryExecution execution = await queries.RunAsync(
                $"SELECT {text}", new Dictionary<string, object?>(), cancellationToken);
            List<object?[]> rows = [];
            await foreach (RowBatch batch in execution.Rows.ReadBatchesAsync(cancellationToken))
            {
                rows.AddRange(Enumerable.Range(0, Math.Min(batch.RowCount, 2)).Select(batch.GetRow));
            }

            return rows is [[var value]] ? value : text;
        }
        catch (TarnException)
        {
            // No expression, so it stands for itself, as Athena has it.
            return text;
        }
    }
}
