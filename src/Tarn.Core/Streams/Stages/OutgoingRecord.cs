namespace Tarn.Streams.Stages;

/// <summary>A record on its way into an object.</summary>
/// <param name="Source">The record that was put, which it came from.</param>
/// <param name="Data">What goes into the object.</param>
internal readonly record struct OutgoingRecord(StreamRecord Source, ReadOnlyMemory<byte> Data)
{
    /// <summary>Values of the partition keys, by name.</summary>
    public IReadOnlyDictionary<string, string> PartitionKeys { get; init; } = NoKeys;

    private static IReadOnlyDictionary<string, string> NoKeys { get; } = new Dictionary<string, string>();
}
