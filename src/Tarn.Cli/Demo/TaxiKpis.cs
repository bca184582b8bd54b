using System.Diagnostics;
using Tarn.Cli.Hosting;
using Tarn.Cli.Output;
using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Queries;

namespace Tarn.Cli.Demo;

/// <summary>Five figures of the taxi lake, one from each curated table.</summary>
internal static class TaxiKpis
{
    private static readonly OutputColumn[] Columns =
        [new("kpi"), new("value"), new("table"), new("time", ColumnKind.Seconds)];

    /// <summary>Each statement gives one text, or null where the table is empty.</summary>
    private static readonly (string Name, string Table, string Sql)[] Statements =
    [
        (
            "trips and revenue",
            "curated.daily_metrics",
            """
            SELECT format('{:,} trips, ${:,.0f}', sum(trips)::BIGINT, sum(total_amount)::DOUBLE)
            FROM curated.daily_metrics
            """
        ),
        (
            "busiest zone",
            "curated.location_analytics",
            """
            SELECT format('{}, {}: {:,} pickups', zone, borough, pickups)
            FROM curated.location_analytics
            WHERE pickup_rank = 1
            """
        ),
        (
            "busiest hour",
            "curated.time_series_analysis",
            """
            SELECT format('{:02d}:00, {:,.0f} trips on an average day', pickup_hour::INTEGER, avg(trips))
            FROM curated.time_series_analysis
            GROUP BY pickup_hour
            ORDER BY avg(trips) DESC
            LIMIT 1
            """
        ),
        (
            "tips by card",
            "curated.customer_behavior",
            """
            SELECT format('{:.1f} % of the fare', 100 * sum(tip_share * trips) / sum(trips))
            FROM curated.customer_behavior
            WHERE payment_method = 'credit_card'
            """
        ),
        (
            "best paid time",
            "curated.performance_summary",
            """
            SELECT format('{}: ${:.2f} an hour', replace(time_of_day, '_', ' '), revenue_per_hour)
            FROM curated.performance_summary
            WHERE service = 'yellow'
            ORDER BY revenue_per_hour DESC
            LIMIT 1
            """
        ),
    ];

    public static async Task<OutputRows> ReadAsync(LakeHost lake, CancellationToken cancellationToken)
    {
        List<object?[]> rows = [];
        foreach ((string name, string table, string sql) in Statements)
        {
            long startedAt = Stopwatch.GetTimestamp();
            string? value = await ReadTextAsync(lake, sql, cancellationToken);
            rows.Add([name, value, table, Stopwatch.GetElapsedTime(startedAt).TotalSeconds]);
        }

        return OutputRows.Of(Columns, rows);
    }

    private static async Task<string?> ReadTextAsync(LakeHost lake, string sql, CancellationToken cancellationToken)
    {
        await using QueryExecution execution = await lake.Queries.In(SqlDialect.DuckDb)
            .RunAsync(sql, new Dictionary<string, object?>(), cancellationToken);
        await foreach (RowBatch batch in execution.Rows.ReadBatchesAsync(cancellationToken))
        {
            if (batch.RowCount > 0)
            {
                return (string?)batch.GetRow(0)[0];
            }
        }

        return null;
    }
}
