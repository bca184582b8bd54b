using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Queries;

namespace Tarn.Cli.Demo;

/// <summary>How many rows the events of the clickstream sample have become.</summary>
internal static class ClickRows
{
    /// <summary>Events that make sense.</summary>
    public static Task<long> OfEventsAsync(LakeHost lake, CancellationToken cancellationToken) =>
        CountAsync(lake, "curated.events", cancellationToken);

    /// <summary>Records that a check took out and kept.</summary>
    public static Task<long> OfQuarantineAsync(LakeHost lake, CancellationToken cancellationToken) =>
        CountAsync(lake, "curated.events__quarantine", cancellationToken);

    /// <summary>0 while there is no such table.</summary>
    private static async Task<long> CountAsync(LakeHost lake, string table, CancellationToken cancellationToken)
    {
        try
        {
            await using QueryExecution execution = await lake.Queries.RunAsync(
                $"SELECT count(*) FROM {table}", new Dictionary<string, object?>(), cancellationToken);
            long count = 0;
            await foreach (Engine.RowBatch batch in execution.Rows.ReadBatchesAsync(cancellationToken))
            {
                count += (long)batch.Columns[0].GetValue(0)!;
            }

            return count;
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.UnknownTable)
        {
            return 0;
        }
    }
}
