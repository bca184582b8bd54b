using Tarn.Catalog;
using Tarn.Catalog.Editing;
using Tarn.Catalog.Entries;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Statistics;

/// <summary>
/// Statistics of columns. Glue's say how many different values there are, which nothing in the lake counts; engines
/// take none for unknown.
/// </summary>
internal sealed class StatisticsOperations(TableCatalog tables, PartitionEditor partitions)
{
    private static readonly StatisticsResponse Unknown = new([], []);

    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetColumnStatisticsForTable", JsonOperation.Of(
            GlueJson.Default.TableStatisticsRequest,
            GlueJson.Default.StatisticsResponse,
            GetAsync,
            new() { Text = "none: nothing counts different values" })),
        new("GetColumnStatisticsForPartition", JsonOperation.Of(
            GlueJson.Default.PartitionStatisticsRequest,
            GlueJson.Default.StatisticsResponse,
            GetOfPartitionAsync,
            new() { Text = "none: nothing counts different values" })),
    ];

    private async Task<StatisticsResponse> GetAsync(
        TableStatisticsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await tables.GetAsync(GlueNames.Table(request.DatabaseName, request.TableName), cancellationToken);
        return Unknown;
    }

    private async Task<StatisticsResponse> GetOfPartitionAsync(
        PartitionStatisticsRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        TableEntry table = await partitions.GetTableAsync(
            GlueNames.Table(request.DatabaseName, request.TableName), cancellationToken);
        await partitions.GetAsync(table, request.PartitionValues, cancellationToken);
        return Unknown;
    }
}
