using System.Text.Json;

namespace Tarn.Jobs.Inputs;

/// <summary>One version of a bookmark, so that it can go back to it.</summary>
/// <param name="Version">Of the bookmark.</param>
/// <param name="SettledAt">When it moved.</param>
/// <param name="RunId">The run that moved it.</param>
public sealed record BookmarkMove(long Version, DateTimeOffset SettledAt, string RunId)
{
    /// <summary>How many a bookmark keeps.</summary>
    public const int KeptMax = 100;

    /// <summary>Where the source was then; null for a model.</summary>
    public JsonElement? Position { get; init; }

    /// <summary>The moment that the source's rows were as of; null for a model.</summary>
    public DateTimeOffset? AsOf { get; init; }
}
