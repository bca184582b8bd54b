namespace Tarn.Protocols.Aws.Tagging;

/// <summary>Something that has tags.</summary>
/// <param name="Arn">Its name across services.</param>
/// <param name="Type">As filters say it: <c>glue:crawler</c>, <c>s3</c>.</param>
internal sealed record TaggedResource(string Arn, string Type, IReadOnlyDictionary<string, string> Tags);
