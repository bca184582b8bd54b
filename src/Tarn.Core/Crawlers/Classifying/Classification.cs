using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Classifying;

/// <summary>What an object turned out to be.</summary>
internal abstract record Classification
{
    public sealed record Known(FileSchema Schema) : Classification;

    /// <summary>No table can be made of it.</summary>
    /// <param name="Reason">One sentence for the user, without the object's key.</param>
    public sealed record Junk(string Reason) : Classification;

    /// <summary>Parquet: what its columns are only the footer says, which is read for many files at once.</summary>
    public sealed record Footer : Classification;

    /// <summary>It was deleted since it was listed.</summary>
    public sealed record Gone : Classification;
}
