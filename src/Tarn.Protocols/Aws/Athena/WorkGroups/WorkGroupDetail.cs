using Tarn.Protocols.Aws.Athena.Executions;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Protocols.Aws.Athena.WorkGroups;

/// <summary>A workgroup as Athena shows it.</summary>
internal sealed record WorkGroupDetail
{
    public required string Name { get; init; }

    public required string State { get; init; }

    public string? Description { get; init; }

    public required WorkGroupConfiguration Configuration { get; init; }

    public DateTimeOffset? CreationTime { get; init; }

    public static WorkGroupDetail Of(WorkGroup group) => new()
    {
        Name = group.Name,
        State = StateOf(group),
        Description = group.Description is { Length: > 0 } text ? text : null,
        Configuration = new WorkGroupConfiguration
        {
            ResultConfiguration = new ResultConfiguration { OutputLocation = group.OutputLocation },
            EnforceWorkGroupConfiguration = group.IsEnforced,
            PublishCloudWatchMetricsEnabled = group.PublishesMetrics,
            BytesScannedCutoffPerQuery = group.ScannedBytesMax,
            RequesterPaysEnabled = group.IsRequesterPaying,
            EngineVersion = EngineVersion.Current,
        },
        CreationTime = group.CreatedAt,
    };

    public static string StateOf(WorkGroup group) => group.IsEnabled ? "ENABLED" : "DISABLED";
}
