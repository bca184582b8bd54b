using Tarn.Protocols.Aws.Wire;
using Tarn.Queries.Executions.WorkGroups;

namespace Tarn.Protocols.Aws.Athena.WorkGroups;

/// <summary>Tags of workgroups, the only things of Athena's that have some here.</summary>
internal static class WorkGroupTags
{
    private const string Resource = ":workgroup/";
    private const int PageMax = 200;

    public static async Task<Nothing> AddAsync(
        TagResourceRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        WorkGroup found = await FindAsync(request.ResourceARN, parts, cancellationToken);
        await parts.Executions.WorkGroups.UpdateAsync(
            found.Name,
            group => group with
            {
                Tags = request.Tags.Aggregate(
                    new Dictionary<string, string>(group.Tags),
                    (tags, tag) =>
                    {
                        tags[tag.Key] = tag.Value ?? "";
                        return tags;
                    }),
            },
            cancellationToken);
        return Nothing.Value;
    }

    public static async Task<Nothing> RemoveAsync(
        UntagResourceRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        WorkGroup found = await FindAsync(request.ResourceARN, parts, cancellationToken);
        await parts.Executions.WorkGroups.UpdateAsync(
            found.Name,
            group => group with
            {
                Tags = group.Tags.Where(tag => !request.TagKeys.Contains(tag.Key)).ToDictionary(),
            },
            cancellationToken);
        return Nothing.Value;
    }

    public static async Task<ListTagsForResourceResponse> ListAsync(
        ListTagsForResourceRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        WorkGroup group = await FindAsync(request.ResourceARN, parts, cancellationToken);
        (IReadOnlyList<KeyValuePair<string, string>> page, string? next) = ListPage.After(
            group.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal),
            tag => tag.Key,
            request.NextToken,
            PageSize.Of(request.MaxResults, PageMax));
        return new ListTagsForResourceResponse([.. page.Select(tag => new AthenaTag(tag.Key, tag.Value))], next);
    }

    private static async Task<WorkGroup> FindAsync(
        string resource, AthenaParts parts, CancellationToken cancellationToken)
    {
        int start = resource.LastIndexOf(Resource, StringComparison.Ordinal);
        WorkGroup? group = start < 0
            ? null
            : await parts.Executions.WorkGroups.FindAsync(resource[(start + Resource.Length)..], cancellationToken);
        return group ?? throw new AwsException("ResourceNotFoundException", $"there is no resource '{resource}'");
    }
}

internal sealed record AthenaTag(string Key, string? Value);

internal sealed record TagResourceRequest
{
    public required string ResourceARN { get; init; }

    public required IReadOnlyList<AthenaTag> Tags { get; init; }
}

internal sealed record UntagResourceRequest
{
    public required string ResourceARN { get; init; }

    public required IReadOnlyList<string> TagKeys { get; init; }
}

internal sealed record ListTagsForResourceRequest
{
    public required string ResourceARN { get; init; }

    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record ListTagsForResourceResponse(IReadOnlyList<AthenaTag> Tags, string? NextToken);
