using Tarn.Definitions;
using Tarn.Jobs;
using Tarn.Streams;

namespace Tarn.Cli.Output;

/// <summary>What a lake defines, as rows.</summary>
internal static class DefinitionTables
{
    private static readonly OutputColumn[] ModelColumns =
    [
        new("model"), new("job"), new("materialized"), new("strategy"), new("partition_by"), new("reads"),
        new("checks", ColumnKind.Count), new("description"),
    ];

    private static readonly OutputColumn[] JobColumns = [new("job"), new("models", ColumnKind.Count), new("tables")];

    private static readonly OutputColumn[] StreamColumns =
    [
        new("stream"), new("to"), new("seconds", ColumnKind.Number), new("megabytes", ColumnKind.Number),
        new("compression"), new("description"),
    ];

    private static readonly OutputColumn[] QueryColumns = [new("query"), new("description")];

    public static OutputRows Models(LakeDefinition lake) =>
        OutputRows.Of(ModelColumns, lake.Models.Select(model => new object?[]
        {
            model.Table.ToString(), model.Job, Words.Of(model.Materialized), StrategyOf(model),
            string.Join(", ", model.PartitionBy), string.Join(", ", model.Inputs), model.Checks.Count,
            model.Description,
        }));

    public static OutputRows Jobs(IEnumerable<JobDefinition> jobs) =>
        OutputRows.Of(JobColumns, jobs.Select(job => new object?[]
        {
            job.Name, job.Models.Count, string.Join(", ", job.Models.Select(model => model.Table)),
        }));

    public static OutputRows Queries(LakeDefinition lake) =>
        OutputRows.Of(QueryColumns, lake.Queries.Select(query => new object?[] { query.Name, query.Description }));

    public static OutputRows Streams(LakeDefinition lake) =>
        OutputRows.Of(StreamColumns, lake.Streams.Select(stream => new object?[]
        {
            stream.Name, $"{stream.Destination.Bucket}/{stream.Destination.Prefix}", stream.Buffer.Seconds,
            stream.Buffer.Megabytes, CompressionOf(stream.Destination), stream.Description,
        }));

    /// <summary>The strategy of an incremental model; null for others, which have none.</summary>
    public static string? StrategyOf(ModelDefinition model) =>
        model.Materialized == Materialization.Incremental ? Words.Of(model.Strategy) : null;

    private static string CompressionOf(StreamDestination destination) =>
        destination.Parquet is null ? destination.Compression.ToString().ToLowerInvariant() : "parquet";
}
