using System.Globalization;
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
