namespace Tarn.Streams;

/// <summary>A stream of the lake as it is now.</summary>
public sealed record KnownStream
{
    public required StreamDefinition Definition { get; init; }

    /// <summary>Whether a file of the lake defines it, so that clients cannot change it.</summary>
    public required bool IsOfFile { get; init; }

    /// <summary>Counts its definitions, from 1; part of the names of its objects.</summary>
    public required int Version { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null when it was never changed.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>What the client that made it said, in its own words; delivery does not look at it.</summary>
    public string? Details { get; init; }
}
