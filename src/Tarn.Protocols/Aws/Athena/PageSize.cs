namespace Tarn.Protocols.Aws.Athena;

/// <summary>How much of a list an answer has.</summary>
internal static class PageSize
{
    public const int ListMax = 50;

    /// <exception cref="Wire.AwsException">It is more than allowed, or less than one.</exception>
    public static int Of(int? wanted, int allowed) => wanted switch
    {
        null => allowed,
        < 1 => throw AthenaErrors.Invalid("MaxResults must be at least 1"),
        int count when count > allowed =>
            throw AthenaErrors.Invalid($"MaxResults is more than maximum allowed length {allowed}"),
        int count => count,
    };

    /// <summary>A page of things in order, each with a text by which it is found again.</summary>
    /// <param name="all">In order of their names.</param>
    /// <param name="after">The last one of the page before; null is the first page.</param>
    public static (IReadOnlyList<T> Page, string? Next) Take<T>(
        IEnumerable<T> all, Func<T, string> nameOf, string? after, int countMax)
    {
        T[] found =
        [
            .. all.Where(one => after is null || string.CompareOrdinal(nameOf(one), after) > 0).Take(countMax + 1),
        ];
        T[] page = found[..Math.Min(countMax, found.Length)];
        return (page, found.Length > countMax ? nameOf(page[^1]) : null);
    }
}
