using Tarn.Sources.Feeds;

namespace Tarn.Sources.Files;

/// <summary>Files that are copied into a bucket.</summary>
public sealed record FilesFeed : SourceFeed
{
    /// <summary>
    /// Patterns below the source's directories: <c>invoices/**/*.csv</c>, where <c>*</c> stays in a directory.
    /// </summary>
    public IReadOnlyList<string> Patterns { get; init; } = [];

    public IReadOnlyList<Uri> Urls { get; init; } = [];
}
