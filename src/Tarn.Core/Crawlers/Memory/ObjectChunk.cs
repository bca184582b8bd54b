using Tarn.Crawlers.Inference;

namespace Tarn.Crawlers.Memory;

/// <summary>A part of what a crawler remembers: objects by the hash of their keys, each schema once.</summary>
internal sealed record ObjectChunk
{
    public required IReadOnlyList<FileSchema> Schemas { get; init; }

    public required IReadOnlyList<RememberedObject> Objects { get; init; }
}
