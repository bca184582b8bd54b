namespace Tarn.Jobs.Inputs;

/// <summary>An input file that could not be read, or that made the model's SQL fail, as it was then.</summary>
public sealed record RejectedFile(string Bucket, string Key, long SizeBytes, string ETag, string Reason)
{
    /// <summary>
    /// How often it made the model's SQL fail: as long as these are few, it is tried again. Null of a file that cannot
    /// be read.
    /// </summary>
    public int? Tries { get; init; }

    /// <summary>What is the matter with it, in a word or two.</summary>
    /// <param name="triesMax">Of the model.</param>
    public string StateFor(int triesMax) => Tries is null ? "unreadable"
        : IsSetAside(triesMax) ? "set aside"
        : "failing";

    /// <summary>Why it is not in the table, for people.</summary>
    public override string ToString() => Tries switch
    {
        null => Reason,
        1 => $"the SQL fails on it: {Reason}",
        _ => $"the SQL failed on it {Tries} times: {Reason}",
    };

    /// <summary>Whether it is left out until it changes, or is taken in again by command.</summary>
    /// <param name="triesMax">Of the model.</param>
    public bool IsSetAside(int triesMax) => Tries is null || Tries >= triesMax;
}
