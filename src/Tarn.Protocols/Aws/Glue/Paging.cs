using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue;

/// <summary>Pages of lists that have an order; a token names the last thing of the page before.</summary>
internal static class Paging
{
    public const int SizeMax = 100;

    /// <param name="items">In ordinal order of their keys.</param>
    /// <param name="keyOf">Tells them apart.</param>
    /// <param name="token">Of the page before; null or empty for the first.</param>
    /// <param name="sizeAsked">Null is as many as there may be.</param>
    /// <param name="sizeMax">As many as the operation gives at once.</param>
    /// <returns>The token is null when nothing follows.</returns>
    public static (IReadOnlyList<T> Items, string? NextToken) Page<T>(
        IReadOnlyList<T> items, Func<T, string> keyOf, string? token, int? sizeAsked, int sizeMax = SizeMax) =>
        PageAfter(items, keyOf, token, SizeOf(sizeAsked, sizeMax), direction: 1);

    /// <summary>The same of things that come in the order against that of their keys.</summary>
    public static (IReadOnlyList<T> Items, string? NextToken) LatestFirst<T>(
        IReadOnlyList<T> items, Func<T, string> keyOf, string? token, int? sizeAsked, int sizeMax = SizeMax) =>
        PageAfter(items, keyOf, token, SizeOf(sizeAsked, sizeMax), direction: -1);

    /// <summary>The key of the last thing of the page before; null for the first page.</summary>
    public static string? AfterOf(string? token) => string.IsNullOrEmpty(token) ? null : Read(token);

    /// <exception cref="AwsException"><c>InvalidInputException</c>: below 1.</exception>
    public static int SizeOf(int? asked, int sizeMax) => asked switch
    {
        null => sizeMax,
        < 1 => throw new AwsException(
            GlueErrors.InvalidInput, $"Value '{asked}' at 'maxResults' must be greater than or equal to 1"),
        { } size => Math.Min(size, sizeMax),
    };

    private static (IReadOnlyList<T> Items, string? NextToken) PageAfter<T>(
        IReadOnlyList<T> items, Func<T, string> keyOf, string? token, int size, int direction)
    {
        (IReadOnlyList<T> page, string? last) = ListPage.After(items, keyOf, AfterOf(token), size, direction);
        return (page, last is null ? null : ListPage.TokenOf(last));
    }

    private static string Read(string token) => ListPage.TryReadToken(token)
        ?? throw new AwsException(GlueErrors.InvalidInput, "Value at 'nextToken' is no token of this operation");
}
