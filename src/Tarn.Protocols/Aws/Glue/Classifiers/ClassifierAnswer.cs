namespace Tarn.Protocols.Aws.Glue.Classifiers;

/// <summary>A classifier as clients get it; one member is there.</summary>
internal sealed record ClassifierAnswer
{
    public GrokClassifier? GrokClassifier { get; init; }

    public CsvClassifier? CsvClassifier { get; init; }

    public JsonClassifier? JsonClassifier { get; init; }
}

internal sealed record GrokClassifier
{
    public required string Name { get; init; }

    public required string Classification { get; init; }

    public required string GrokPattern { get; init; }

    /// <summary>A line for each: the name, a space, the pattern.</summary>
    public string? CustomPatterns { get; init; }
}

internal sealed record CsvClassifier
{
    public required string Name { get; init; }

    public required string Delimiter { get; init; }

    public required string QuoteSymbol { get; init; }

    /// <summary>UNKNOWN, PRESENT or ABSENT.</summary>
    public required string ContainsHeader { get; init; }
}

internal sealed record JsonClassifier
{
    public required string Name { get; init; }

    public required string JsonPath { get; init; }
}

internal sealed record GetClassifiersRequest
{
    public string? NextToken { get; init; }

    public int? MaxResults { get; init; }
}

internal sealed record GetClassifiersResponse(IReadOnlyList<ClassifierAnswer> Classifiers, string? NextToken);

internal sealed record GetClassifierRequest
{
    public required string Name { get; init; }
}

internal sealed record GetClassifierResponse(ClassifierAnswer Classifier);
