using Tarn.Streams;

namespace Tarn.Protocols.Aws.Firehose;

/// <summary>What of a lake Firehose's operations work on.</summary>
/// <param name="Streams">Makes, shows and changes streams.</param>
/// <param name="Puts">Takes records in.</param>
public sealed record FirehoseParts(StreamService Streams, IStreamPuts Puts);
