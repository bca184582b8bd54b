namespace Tarn.Common;

/// <summary>"Did you mean": the nearest of the known names by edit distance.</summary>
public static class Suggestion
{
    private const int NameLengthMax = 64;

    /// <summary><c>did you mean 'x'?</c> with the nearest candidate, or null when none is near.</summary>
    public static string? DidYouMean(string name, IEnumerable<string> candidates) =>
        Nearest(name, candidates) is { } nearest ? $"did you mean '{nearest}'?" : null;

    /// <summary>The candidate within a third of the name's length, or null when none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        if (name.Length > NameLengthMax)
        {
            return null;
        }

        int distanceMax = Math.Max(1, name.Length / 3);
        return candidates
            .Where(candidate => candidate.Length <= NameLengthMax)
            .Select(candidate => (candidate, distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .Where(pair => pair.distance <= distanceMax)
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours.</summary>
    private static int Distance(string a, string b)
    {
        int[,] cost = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            cost[i, 0] = i;
        }

        for (int j = 0; j <= b.Length; j++)
        {
            cost[0, j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            for (int j = 1; j <= b.Length; j++)
            {
                int substitute = cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                cost[i, j] = Math.Min(substitute, Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
