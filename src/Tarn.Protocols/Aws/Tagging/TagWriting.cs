using Tarn.Common;
using Tarn.Protocols.Aws.Access;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Tagging;

/// <summary>TagResources and UntagResources. One thing that cannot be changed does not keep others from it.</summary>
internal sealed class TagWriting(IReadOnlyList<TaggedService> services, ServiceGate gate)
{
    private const int ArnsMax = 20;
    private const int TagsMax = 50;
    private const int KeyLengthMax = 128;
    private const int ValueLengthMax = 256;

    public Task<ChangedResourcesResponse> AddAsync(
        TagResourcesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        foreach ((string key, string value) in request.Tags)
        {
            if (key.Length is < 1 or > KeyLengthMax || value.Length > ValueLengthMax)
            {
                throw TaggingErrors.Invalid(
                    $"the tag '{key}' is too long: expected {KeyLengthMax} letters of key, {ValueLengthMax} of value");
            }

            if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                throw TaggingErrors.Invalid($"the tag '{key}' begins with aws:, which is reserved");
            }
        }

        return request.Tags.Count is < 1 or > TagsMax
            ? throw TaggingErrors.Invalid($"there are {request.Tags.Count} tags, expected 1 to {TagsMax}")
            : ChangeAsync(
                request.ResourceArns,
                new TagChange(request.Tags, []),
                service => service.TagAction,
                call,
                cancellationToken);
    }

    public Task<ChangedResourcesResponse> RemoveAsync(
        UntagResourcesRequest request, AwsCall call, CancellationToken cancellationToken) => ChangeAsync(
        request.ResourceArns,
        new TagChange(new Dictionary<string, string>(), request.TagKeys),
        service => service.UntagAction,
        call,
        cancellationToken);

    private async Task<ChangedResourcesResponse> ChangeAsync(
        IReadOnlyList<string> arns,
        TagChange change,
        Func<TaggedService, string> action,
        AwsCall call,
        CancellationToken cancellationToken)
    {
        if (arns.Count is < 1 or > ArnsMax)
        {
            throw TaggingErrors.Invalid($"there are {arns.Count} ARNs, expected 1 to {ArnsMax}");
        }

        Dictionary<string, FailureInfo> failures = [];
        foreach (string arn in arns)
        {
            try
            {
                await ChangeAsync(arn, change, action, call, cancellationToken);
            }
            catch (AwsException exception)
            {
                failures[arn] = new FailureInfo(exception.Status, exception.Code, exception.Message);
            }
            catch (TarnException exception) when (TaggingErrors.Of(exception) is { } translated)
            {
                failures[arn] = new FailureInfo(translated.Status, translated.Code, translated.Message);
            }
        }

        return new ChangedResourcesResponse(failures);
    }

    private async Task ChangeAsync(
        string arn,
        TagChange change,
        Func<TaggedService, string> action,
        AwsCall call,
        CancellationToken cancellationToken)
    {
        string[] parts = arn.Split(':', 6);
        TaggedService service = services.FirstOrDefault(service => parts.Length == 6 && service.Name == parts[2])
            ?? throw TaggingErrors.Invalid(
                $"'{arn}' is no ARN of {string.Join(", ", services.Select(one => one.Name))}");
        if (await gate.FindRefusalAsync(
            call, action(service), arn, await service.FindPolicyAsync(arn, cancellationToken), cancellationToken)
            is { } refusal)
        {
            throw new AwsException("AccessDeniedException", refusal, 403);
        }

        await service.ChangeAsync(arn, change, call, cancellationToken);
    }
}
