namespace Tarn.Crawlers.Sampling;

/// <summary>What reading the start of an object gave.</summary>
internal abstract record SampleResult
{
    public sealed record Taken(ObjectSample Sample) : SampleResult;

    /// <param name="Reason">One sentence for the user, without the object's key.</param>
    public sealed record Unusable(string Reason) : SampleResult;

    /// <summary>The object was deleted since it was listed.</summary>
    public sealed record Gone : SampleResult;
}
