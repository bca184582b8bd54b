namespace Tarn.Bench.Tpch;

/// <summary>Two ways to do the same, alternating, after one round that is not counted.</summary>
internal static class SideBySide
{
    /// <summary>The median of what each takes.</summary>
    public static async Task<(Cost Own, Cost Other)> MedianAsync(int rounds, Func<Task> own, Func<Task> other)
    {
        List<Cost> owns = [];
        List<Cost> others = [];
        for (int round = 0; round <= rounds; round++)
        {
            owns.Add(await Cost.OfAsync(own));
            others.Add(await Cost.OfAsync(other));
        }

        return (Cost.Median(owns[1..]), Cost.Median(others[1..]));
    }
}
