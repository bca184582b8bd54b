namespace Tarn.Protocols.Aws.Logs;

internal sealed record CreateLogGroupRequest
{
    public required string LogGroupName { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public string? KmsKeyId { get; init; }

    public string? LogGroupClass { get; init; }
}

internal sealed record GroupRequest
{
    public required string LogGroupName { get; init; }
}

internal sealed record DescribeLogGroupsRequest
{
    public string? LogGroupNamePrefix { get; init; }

    public string? LogGroupNamePattern { get; init; }

    public int? Limit { get; init; }

    public string? NextToken { get; init; }
}

internal sealed record DescribeLogGroupsResponse(IReadOnlyList<LogGroupDetail> LogGroups, string? NextToken);

/// <summary>Times are in milliseconds since 1970.</summary>
internal sealed record LogGroupDetail
{
    public required string LogGroupName { get; init; }

    public required long CreationTime { get; init; }

    public int? RetentionInDays { get; init; }

    public int MetricFilterCount { get; init; }

    /// <summary>With <c>:*</c> at its end.</summary>
    public required string Arn { get; init; }

    /// <summary>Without.</summary>
    public required string LogGroupArn { get; init; }

    public string LogGroupClass { get; init; } = "STANDARD";
}

internal sealed record PutRetentionPolicyRequest
{
    public required string LogGroupName { get; init; }

    public required int RetentionInDays { get; init; }
}

internal sealed record ResourceRequest
{
    public required string ResourceArn { get; init; }
}

internal sealed record TagResourceRequest
{
    public required string ResourceArn { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

internal sealed record UntagResourceRequest
{
    public required string ResourceArn { get; init; }

    public required IReadOnlyList<string> TagKeys { get; init; }
}

internal sealed record TagsResponse(IReadOnlyDictionary<string, string> Tags);
