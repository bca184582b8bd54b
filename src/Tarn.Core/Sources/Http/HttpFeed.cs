using Tarn.Sources.Feeds;

namespace Tarn.Sources.Http;

/// <summary>What is fetched of an HTTP service, page by page.</summary>
public sealed record HttpFeed : SourceFeed
{
    /// <summary>Path and query, relative to the source's URL.</summary>
    public required string Path { get; init; }

    public HttpPagination Pagination { get; init; } = new HttpPagination.None();

    /// <summary>The list of records in a page.</summary>
    public JsonPath Records { get; init; } = JsonPath.Root;

    /// <summary>How only what is new is asked for; null asks for all.</summary>
    public HttpCursor? Cursor { get; init; }

    /// <summary>The most pages of one fetch: more are taken for a circle.</summary>
    public int PagesMax { get; init; } = 10_000;
}
