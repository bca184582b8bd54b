namespace Tarn.Protocols.Aws.Logs;

/// <summary>Lists page by page; the token is the key of the last item that was given.</summary>
internal static class LogsPage
{
    private const int ItemsMax = 50;

    public static (IReadOnlyList<T> Page, string? Next) Take<T>(
        IEnumerable<T> items, Func<T, string> keyOf, string? token, int? limit)
    {
        int count = limit ?? ItemsMax;
        if (count is < 1 or > ItemsMax)
        {
            throw LogsErrors.Invalid($"limit is {count}, expected 1 to {ItemsMax}");
        }

        IEnumerable<T> rest = token is null
            ? items
            : items.SkipWhile(item => keyOf(item) != token).Skip(1);
        List<T> page = [.. rest.Take(count + 1)];
        return page.Count <= count ? (page, null) : (page[..count], keyOf(page[count - 1]));
    }
}
