using Tarn.Alarms.Topics;

namespace Tarn.Protocols.Aws.Sns;

/// <summary>What SNS works on.</summary>
/// <param name="Topics">Those of the lake.</param>
public sealed record SnsParts(TopicService Topics);
