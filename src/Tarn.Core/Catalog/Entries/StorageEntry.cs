namespace Tarn.Catalog.Entries;

/// <summary>Where the files of a table are and how they are read.</summary>
public sealed record StorageEntry
{
    public required string Bucket { get; init; }

    /// <summary>
    /// Prefix of the keys, with '/' at the end; empty is the whole bucket. A file's key names one file.
    /// </summary>
    public required string Prefix { get; init; }

    /// <summary>Null for a Delta table.</summary>
    public DataFormat? Format { get; init; }

    /// <summary>For <see cref="DataFormat.Csv"/>.</summary>
    public DelimitedFormat? Csv { get; init; }

    /// <summary>For <see cref="DataFormat.Grok"/>: the pattern, with what it names of its own.</summary>
    public GrokFormat? Grok { get; init; }

    /// <summary>
    /// Endings of the keys that belong to the table when other files lie below the prefix; none is all. Keys with a
    /// segment that begins with '_' or '.' never belong to it.
    /// </summary>
    public IReadOnlyList<string> Suffixes { get; init => field = value ?? []; } = [];

    /// <summary>Patterns of keys below the prefix that do not belong to it.</summary>
    public IReadOnlyList<string> Exclusions { get; init => field = value ?? []; } = [];
}
