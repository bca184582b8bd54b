using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Flows.Graphs;
using Tarn.Queries;

namespace Tarn.Flows.Runs;

/// <summary>SQL of steps: values of the run reach it as parameters only.</summary>
internal sealed class RunQueries(QueryRunner runner) : IRunQueries
{
    public async Task<bool> IsTrueAsync(string condition, RunValues values, CancellationToken cancellationToken)
    {
        (IReadOnlyDictionary<string, string> first, long _) = await ReadFirstAsync(
            $"SELECT CAST(({condition}) AS BOOLEAN) AS met", values, cancellationToken);
        return first.GetValueOrDefault("met") == "true";
    }

    public async Task<IReadOnlyList<string>> ReadItemsAsync(
        string sql, RunValues values, CancellationToken cancellationToken)
    {
        (string bound, IReadOnlyDictionary<string, object?> parameters) = values.Bind(sql);
        await using QueryExecution query = await runner.RunAsync(bound, parameters, cancellationToken);
        List<string> items = [];
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(cancellationToken))
        {
            for (int row = 0; row < batch.RowCount; row++)
            {
                items.Add(TextOf(batch.Columns[0].GetValue(row)) ?? "");
            }

            if (items.Count > FanOut.ItemsMax)
            {
                throw new TarnException(
                    ErrorCodes.BadArgument, $"the query of 'for_each' gives more than {FanOut.ItemsMax} items");
            }
        }

        return items;
    }

    public async Task<(IReadOnlyDictionary<string, string> First, long Rows)> ReadFirstAsync(
        string sql, RunValues values, CancellationToken cancellationToken)
    {
        (string bound, IReadOnlyDictionary<string, object?> parameters) = values.Bind(sql);
        await using QueryExecution query = await runner.RunAsync(bound, parameters, cancellationToken);
        Dictionary<string, string> first = [];
        long rows = 0;
        await foreach (RowBatch batch in query.Rows.ReadBatchesAsync(cancellationToken))
        {
            for (int column = 0; rows == 0 && batch.RowCount > 0 && column < batch.Columns.Count; column++)
            {
                if (TextOf(batch.Columns[column].GetValue(0)) is { } text)
                {
                    first[query.Rows.Columns[column].Name] = text;
                }
            }

            rows += batch.RowCount;
        }

        return (first, rows);
    }

    private static string? TextOf(object? value) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.UtcDateTime.ToString(
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
