using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Scheduler;

/// <summary>Pages of schedules and groups.</summary>
internal static class SchedulerPage
{
    private const int SizeMax = 100;

    /// <param name="items">In any order.</param>
    /// <param name="keyOf">Gives them one.</param>
    /// <param name="token">Of the page before; null for the first.</param>
    /// <param name="sizeAsked">Null is as many as there may be.</param>
    /// <returns>The token is null when nothing follows.</returns>
    public static (IReadOnlyList<T> Page, string? Next) Of<T>(
        IEnumerable<T> items, Func<T, string> keyOf, string? token, int? sizeAsked)
    {
        if (sizeAsked is < 1 or > SizeMax)
        {
            throw SchedulerErrors.Invalid($"Value '{sizeAsked}' at 'maxResults' must be from 1 to {SizeMax}");
        }

        string? after = string.IsNullOrEmpty(token) ? null : ListPage.TryReadToken(token)
            ?? throw SchedulerErrors.Invalid("Value at 'nextToken' is no token of this operation");
        (IReadOnlyList<T> page, string? last) = ListPage.After(
            items.OrderBy(keyOf, StringComparer.Ordinal), keyOf, after, sizeAsked ?? SizeMax);
        return (page, last is null ? null : ListPage.TokenOf(last));
    }
}
