namespace Tarn.Streams;

/// <summary>How one record that a producer put is taken apart into many: Firehose's deaggregation.</summary>
/// <param name="Delimiter">What stands between them; null: they are JSON values, one after another.</param>
public sealed record RecordSplit(string? Delimiter);
