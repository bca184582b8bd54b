using Tarn.Crawlers;
using Tarn.Crawlers.Stored;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Classifiers;

/// <summary>The lake's own classifiers, which the files of its crawlers define.</summary>
internal sealed class ClassifierOperations(CrawlerCatalog crawlers)
{
    public IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        new("GetClassifiers", JsonOperation.Of(
            GlueJson.Default.GetClassifiersRequest,
            GlueJson.Default.GetClassifiersResponse,
            ListAsync,
            new() { Text = "those of `crawlers/`" })),
        new("GetClassifier", JsonOperation.Of(
            GlueJson.Default.GetClassifierRequest, GlueJson.Default.GetClassifierResponse, GetAsync)),
    ];

    private async Task<GetClassifiersResponse> ListAsync(
        GetClassifiersRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        (IReadOnlyList<CustomClassifier> page, string? next) = Paging.Page(
            await AllAsync(cancellationToken), classifier => classifier.Name, request.NextToken, request.MaxResults);
        return new GetClassifiersResponse([.. page.Select(AnswerOf)], next);
    }

    private async Task<GetClassifierResponse> GetAsync(
        GetClassifierRequest request, AwsCall call, CancellationToken cancellationToken)
    {
        IReadOnlyList<CustomClassifier> all = await AllAsync(cancellationToken);
        return all.FirstOrDefault(classifier => classifier.Name == request.Name) is { } found
            ? new GetClassifierResponse(AnswerOf(found))
            : throw new AwsException(GlueErrors.NotFound, $"there is no classifier '{request.Name}'");
    }

    /// <summary>Of several crawlers' of one name the first.</summary>
    private async Task<IReadOnlyList<CustomClassifier>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. (await crawlers.ListAsync(cancellationToken))
            .SelectMany(crawler => crawler.Definition.Classifiers)
            .DistinctBy(classifier => classifier.Name)
            .OrderBy(classifier => classifier.Name, StringComparer.Ordinal),
    ];

    private static ClassifierAnswer AnswerOf(CustomClassifier classifier) => classifier switch
    {
        CustomClassifier.Grok grok => new ClassifierAnswer
        {
            GrokClassifier = new GrokClassifier
            {
                Name = grok.Name,
                Classification = grok.Name,
                GrokPattern = grok.Format.Pattern,
                CustomPatterns = grok.Format.CustomPatterns.Count == 0
                    ? null
                    : string.Join('\n', grok.Format.CustomPatterns.Select(pattern => $"{pattern.Key} {pattern.Value}")),
            },
        },
        CustomClassifier.Csv csv => new ClassifierAnswer
        {
            CsvClassifier = new CsvClassifier
            {
                Name = csv.Name,
                Delimiter = csv.Delimiter.ToString(),
                QuoteSymbol = csv.Quote.ToString(),
                ContainsHeader = csv.HasHeader switch
                {
                    true => "PRESENT",
                    false => "ABSENT",
                    null => "UNKNOWN",
                },
            },
        },
        _ => new ClassifierAnswer { JsonClassifier = new JsonClassifier { Name = classifier.Name, JsonPath = "$" } },
    };
}
