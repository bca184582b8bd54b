namespace Tarn.Cli.Shell.Editing;

/// <summary>What may stand in place of the word before the cursor.</summary>
/// <param name="Start">0-based offset of the word.</param>
/// <param name="Candidates">Whole words, in order.</param>
internal sealed record Completion(int Start, IReadOnlyList<string> Candidates)
{
    /// <summary>What all candidates begin with, without regard to case.</summary>
    public string CommonStart
    {
        get
        {
            if (Candidates.Count == 0)
            {
                return "";
            }

            int length = Candidates.Min(candidate => candidate.Length);
            string first = Candidates[0];
            for (int i = 0; i < length; i++)
            {
                if (Candidates.Any(candidate => char.ToLowerInvariant(candidate[i]) != char.ToLowerInvariant(first[i])))
                {
                    return first[..i];
                }
            }

            return first[..length];
        }
    }
}
