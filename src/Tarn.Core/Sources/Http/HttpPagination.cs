namespace Tarn.Sources.Http;

/// <summary>How the next page is asked for.</summary>
public abstract record HttpPagination
{
    private HttpPagination()
    {
    }

    /// <summary>There is one page.</summary>
    public sealed record None : HttpPagination;

    /// <summary>The answer's header <c>Link</c> has it, as <c>rel="next"</c> (RFC 8288).</summary>
    public sealed record Link : HttpPagination;

    /// <summary>By a number, until a page has no records.</summary>
    public sealed record Number(string Parameter, long Start) : HttpPagination;

    /// <summary>By a value in the page, until it has none.</summary>
    public sealed record Token(JsonPath Next, string Parameter) : HttpPagination;
}
