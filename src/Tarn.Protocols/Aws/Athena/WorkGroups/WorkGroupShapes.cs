using Tarn.Protocols.Aws.Athena.Executions;

namespace Tarn.Protocols.Aws.Athena.WorkGroups;

internal sealed record CreateWorkGroupRequest
{
    public required string Name { get; init; }

    public WorkGroupConfiguration? Configuration { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<AthenaTag>? Tags { get; init; }
}

/// <summary>Of operations that take the name of a workgroup and nothing else.</summary>
internal sealed record WorkGroupRequest
{
    public required string WorkGroup { get; init; }
}

internal sealed record GetWorkGroupResponse(WorkGroupDetail WorkGroup);

internal sealed record DeleteWorkGroupRequest
{
    public required string WorkGroup { get; init; }

    public bool? RecursiveDeleteOption { get; init; }
}

internal sealed record UpdateWorkGroupRequest
{
    public required string WorkGroup { get; init; }

    public string? Description { get; init; }

    public WorkGroupConfigurationUpdates? ConfigurationUpdates { get; init; }

    public string? State { get; init; }
}

/// <summary>Of operations that take a page and nothing else.</summary>
internal sealed record ListRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListWorkGroupsResponse(IReadOnlyList<WorkGroupSummary> WorkGroups, string? NextToken);

internal sealed record WorkGroupSummary(
    string Name, string State, string Description, DateTimeOffset? CreationTime, EngineVersion EngineVersion);

internal sealed record ListEngineVersionsResponse(IReadOnlyList<EngineVersion> EngineVersions);

internal sealed record WorkGroupConfiguration
{
    public ResultConfiguration? ResultConfiguration { get; init; }

    public bool? EnforceWorkGroupConfiguration { get; init; }

    public bool? PublishCloudWatchMetricsEnabled { get; init; }

    public long? BytesScannedCutoffPerQuery { get; init; }

    public bool? RequesterPaysEnabled { get; init; }

    public EngineVersion? EngineVersion { get; init; }
}

internal sealed record WorkGroupConfigurationUpdates
{
    public bool? EnforceWorkGroupConfiguration { get; init; }

    public ResultConfigurationUpdates? ResultConfigurationUpdates { get; init; }

    public bool? PublishCloudWatchMetricsEnabled { get; init; }

    public long? BytesScannedCutoffPerQuery { get; init; }

    public bool? RemoveBytesScannedCutoffPerQuery { get; init; }

    public bool? RequesterPaysEnabled { get; init; }
}

internal sealed record ResultConfigurationUpdates
{
    public string? OutputLocation { get; init; }

    public bool? RemoveOutputLocation { get; init; }
}
