namespace Tarn.Protocols.Aws.Scheduler;

internal sealed record CreateScheduleGroupRequest
{
    public required string Name { get; init; }

    public IReadOnlyList<ScheduleTag>? Tags { get; init; }

    public string? ClientToken { get; init; }
}

internal sealed record ScheduleGroupArnResponse(string ScheduleGroupArn);

internal sealed record NamedGroupRequest
{
    public required string Name { get; init; }

    public string? ClientToken { get; init; }
}

internal sealed record ScheduleGroupShape
{
    public required string Arn { get; init; }

    public required string Name { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required DateTimeOffset LastModificationDate { get; init; }
}

internal sealed record ListScheduleGroupsRequest
{
    public string? NamePrefix { get; init; }

    public int? MaxResults { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record ListScheduleGroupsResponse(
    IReadOnlyList<ScheduleGroupShape> ScheduleGroups, string? NextToken);

internal sealed record ScheduleTag
{
    public required string Key { get; init; }

    public required string Value { get; init; }
}

internal sealed record ListTagsRequest
{
    public required string ResourceArn { get; init; }
}

internal sealed record ListTagsResponse(IReadOnlyList<ScheduleTag> Tags);

internal sealed record TagRequest
{
    public required string ResourceArn { get; init; }

    public required IReadOnlyList<ScheduleTag> Tags { get; init; }
}

internal sealed record UntagRequest
{
    public required string ResourceArn { get; init; }

    public required IReadOnlyList<string> TagKeys { get; init; }
}

/// <summary>An answer without members.</summary>
internal sealed record Nothing;
