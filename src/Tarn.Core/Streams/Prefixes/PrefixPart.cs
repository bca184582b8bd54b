namespace Tarn.Streams.Prefixes;

/// <summary>A piece of a prefix: text, or something that takes its place.</summary>
internal abstract record PrefixPart
{
    public sealed record Literal(string Text) : PrefixPart;

    public sealed record Timestamp(TimestampPattern Pattern) : PrefixPart;

    public sealed record RandomString : PrefixPart;

    public sealed record ErrorOutputType : PrefixPart;

    /// <param name="Name">Of the key.</param>
    /// <param name="IsFromLambda">Whether a function gives it, and not a path into the record.</param>
    public sealed record PartitionKey(string Name, bool IsFromLambda) : PrefixPart;
}
