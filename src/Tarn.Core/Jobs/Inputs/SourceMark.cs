using System.Text.Json;
using System.Text.Json.Serialization;
using Tarn.Sources.Reading;

namespace Tarn.Jobs.Inputs;

/// <summary>Up to where a table of a source has been read.</summary>
public sealed record SourceMark
{
    /// <summary>Name of the source.</summary>
    public required string Source { get; init; }

    /// <summary>What is read of it.</summary>
    public required string Table { get; init; }

    /// <summary>As the source's reader wrote it; null for a table that is always read whole.</summary>
    public JsonElement? Position { get; init; }

    /// <summary>The moment that the rows are as of, by the source's clock.</summary>
    public required DateTimeOffset AsOf { get; init; }

    [JsonIgnore]
    public SourcePosition? ReadUpTo => Position is { } value ? new SourcePosition(value) : null;
}
