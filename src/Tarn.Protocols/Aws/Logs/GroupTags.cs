using Tarn.Logs;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Logs;

/// <summary>Tags of log groups.</summary>
internal sealed class GroupTags(LogStore store)
{
    private const string Resource = ":log-group:";

    public async Task<TagsResponse> ListAsync(
        ResourceRequest request, AwsCall call, CancellationToken cancellationToken) =>
        new((await store.GetGroupAsync(NameOf(request.ResourceArn), cancellationToken)).Tags);

    public async Task<Nothing> AddAsync(
        TagResourceRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await store.ChangeGroupAsync(
            NameOf(request.ResourceArn),
            group => group with
            {
                Tags = request.Tags.Concat(group.Tags.Where(tag => !request.Tags.ContainsKey(tag.Key))).ToDictionary(),
            },
            cancellationToken);
        return Nothing.Value;
    }

    public async Task<Nothing> RemoveAsync(
        UntagResourceRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        await store.ChangeGroupAsync(
            NameOf(request.ResourceArn),
            group => group with
            {
                Tags = group.Tags.Where(tag => !request.TagKeys.Contains(tag.Key)).ToDictionary(),
            },
            cancellationToken);
        return Nothing.Value;
    }

    /// <summary>Clients send it with and without <c>:*</c> at the end.</summary>
    public static string NameOf(string arn)
    {
        int start = arn.IndexOf(Resource, StringComparison.Ordinal);
        string name = start < 0
            ? throw LogsErrors.Invalid($"'{arn}' is no ARN of a log group")
            : arn[(start + Resource.Length)..];
        return name.EndsWith(":*", StringComparison.Ordinal) ? name[..^2] : name;
    }
}
