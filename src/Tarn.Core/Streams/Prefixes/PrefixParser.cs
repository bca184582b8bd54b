using Tarn.Common;

namespace Tarn.Streams.Prefixes;

/// <summary>Takes the text of a prefix apart ("Understand custom prefixes for Amazon S3 objects").</summary>
internal static class PrefixParser
{
    private const string Open = "!{";
    private const string TimestampNamespace = "timestamp";
    private const string FirehoseNamespace = "firehose";
    private const string QueryNamespace = "partitionKeyFromQuery";
    private const string LambdaNamespace = "partitionKeyFromLambda";
    private const string RandomName = "random-string";
    private const string ErrorName = "error-output-type";

    private static readonly string[] Namespaces =
        [TimestampNamespace, FirehoseNamespace, QueryNamespace, LambdaNamespace];

    /// <exception cref="TarnException"><c>TN1005</c>, with the place.</exception>
    public static IReadOnlyList<PrefixPart> Parse(string text)
    {
        List<PrefixPart> parts = [];
        int index = 0;
        while (index < text.Length)
        {
            int open = text.IndexOf(Open, index, StringComparison.Ordinal);
            int literalEnd = open < 0 ? text.Length : open;
            if (literalEnd > index)
            {
                parts.Add(new PrefixPart.Literal(text[index..literalEnd]));
            }

            index = literalEnd;
            if (open >= 0)
            {
                int close = text.IndexOf('}', open);
                if (close < 0)
                {
                    throw PrefixErrors.At(text, open, "the expression is not closed", "it ends with '}'");
                }

                parts.Add(ParseExpression(text, open + Open.Length, close));
                index = close + 1;
            }
        }

        return parts;
    }

    private static PrefixPart ParseExpression(string text, int start, int end)
    {
        int colon = text.IndexOf(':', start, end - start);
        if (colon < 0)
        {
            throw PrefixErrors.At(
                text, start, "an expression is a namespace, ':' and a value", "for example !{timestamp:yyyy}");
        }

        string space = text[start..colon];
        string value = text[(colon + 1)..end];
        return space switch
        {
            TimestampNamespace =>
                new PrefixPart.Timestamp(TimestampPattern.Parse(text, colon + 1, end - colon - 1)),
            FirehoseNamespace => value switch
            {
                RandomName => new PrefixPart.RandomString(),
                ErrorName => new PrefixPart.ErrorOutputType(),
                _ => throw PrefixErrors.At(
                    text,
                    colon + 1,
                    $"firehose has no '{value}'",
                    Suggestion.DidYouMean(value, [RandomName, ErrorName]) ?? $"it has {RandomName} and {ErrorName}"),
            },
            QueryNamespace or LambdaNamespace => PartitionKey(text, colon + 1, value, space == LambdaNamespace),
            _ => throw PrefixErrors.At(
                text,
                start,
                $"'{space}' is no namespace of expressions",
                Suggestion.DidYouMean(space, Namespaces) ?? $"there are {string.Join(", ", Namespaces)}"),
        };
    }

    private static PrefixPart.PartitionKey PartitionKey(string text, int index, string name, bool isFromLambda) =>
        PartitionKeyName.IsValid(name)
            ? new PrefixPart.PartitionKey(name, isFromLambda)
            : throw PrefixErrors.At(text, index, $"'{name}' is no name of a partition key", PartitionKeyName.Rule);
}
