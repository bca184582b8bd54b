using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Tagging;

/// <summary>GetResources, GetTagKeys and GetTagValues: what has which tags.</summary>
internal sealed class TagReading(IReadOnlyList<TaggedService> services)
{
    private const int ResourcesDefault = 50;
    private const int ResourcesMax = 100;
    private const int WordsPerPage = 500;
    private const int ArnsMax = 100;
    private const int FiltersMax = 50;

    /// <summary>In order of ARN. Things without tags are not among them ("GetResources").</summary>
    public async Task<GetResourcesResponse> GetResourcesAsync(
        GetResourcesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        int count = request.ResourcesPerPage ?? ResourcesDefault;
        if (count is < 1 or > ResourcesMax)
        {
            throw TaggingErrors.Invalid($"ResourcesPerPage is {count}, expected 1 to {ResourcesMax}");
        }

        IReadOnlyList<string> arns = request.ResourceArns ?? [];
        IReadOnlyList<TagFilter> filters = request.TagFilters ?? [];
        IReadOnlyList<string> types = request.ResourceTypeFilters ?? [];
        if (arns.Count > ArnsMax || filters.Count > FiltersMax)
        {
            throw TaggingErrors.Invalid(
                $"expected at most {ArnsMax} ARNs and {FiltersMax} filters, found {arns.Count} and {filters.Count}");
        }

        if (arns.Count > 0 && (filters.Count > 0 || types.Count > 0))
        {
            throw TaggingErrors.Invalid("ResourceARNList goes with neither TagFilters nor ResourceTypeFilters");
        }

        IEnumerable<TaggedResource> found = (await ListAsync(call, cancellationToken))
            .Where(resource => (arns.Count == 0 || arns.Contains(resource.Arn))
                && (types.Count == 0 || types.Any(type => IsOfType(resource, type)))
                && filters.All(filter => Matches(resource, filter)))
            .OrderBy(resource => resource.Arn, StringComparer.Ordinal);
        (IReadOnlyList<TaggedResource> page, string? last) =
            ListPage.After(found, resource => resource.Arn, After(request.PaginationToken), count);
        return new GetResourcesResponse(Token(last), [.. page.Select(MappingOf)]);
    }

    public async Task<GetTagKeysResponse> GetKeysAsync(
        GetTagKeysRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> page, string? last) = Words(
            (await ListAsync(call, cancellationToken)).SelectMany(resource => resource.Tags.Keys),
            request.PaginationToken);
        return new GetTagKeysResponse(Token(last), page);
    }

    public async Task<GetTagValuesResponse> GetValuesAsync(
        GetTagValuesRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<string> page, string? last) = Words(
            (await ListAsync(call, cancellationToken))
                .Select(resource => resource.Tags.GetValueOrDefault(request.Key))
                .OfType<string>(),
            request.PaginationToken);
        return new GetTagValuesResponse(Token(last), page);
    }

    private async Task<IReadOnlyList<TaggedResource>> ListAsync(AwsCall call, CancellationToken cancellationToken)
    {
        List<TaggedResource> all = [];
        foreach (TaggedService service in services)
        {
            all.AddRange((await service.ListAsync(call, cancellationToken)).Where(one => one.Tags.Count > 0));
        }

        return all;
    }

    private static (IReadOnlyList<string> Page, string? Last) Words(IEnumerable<string> words, string? token) =>
        ListPage.After(
            words.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            word => word,
            After(token),
            WordsPerPage);

    /// <summary><c>glue</c> is all of Glue's, <c>glue:job</c> one kind.</summary>
    private static bool IsOfType(TaggedResource resource, string type) =>
        resource.Type == type || resource.Type.StartsWith(type + ":", StringComparison.Ordinal);

    /// <summary>Without values any will do.</summary>
    private static bool Matches(TaggedResource resource, TagFilter filter) =>
        filter.Key is null || (resource.Tags.TryGetValue(filter.Key, out string? value)
            && (filter.Values is not { Count: > 0 } values || values.Contains(value)));

    private static ResourceTagMapping MappingOf(TaggedResource resource) => new(
        resource.Arn,
        [.. resource.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => new Tag(tag.Key, tag.Value))]);

    /// <summary>The empty text, unlike null, is what clients look for on the last page.</summary>
    private static string Token(string? last) => last is null ? "" : ListPage.TokenOf(last);

    private static string? After(string? token) => string.IsNullOrEmpty(token)
        ? null
        : ListPage.TryReadToken(token) ?? throw new AwsException(
            "PaginationTokenExpiredException", $"'{token}' is no token of a page");
}
