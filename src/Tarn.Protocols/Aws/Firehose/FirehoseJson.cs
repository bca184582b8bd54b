using System.Text.Json.Serialization;
using Tarn.Protocols.Aws.Firehose.Encryption;
using Tarn.Protocols.Aws.Firehose.Streams;
using Tarn.Protocols.Aws.Firehose.Tags;
using Tarn.Protocols.Aws.Json;

namespace Tarn.Protocols.Aws.Firehose;

/// <summary>JSON of Firehose's requests and answers, but for those of puts, which are read and written by hand.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(EpochSecondsConverter)])]
[JsonSerializable(typeof(Nothing))]
[JsonSerializable(typeof(CreateDeliveryStreamRequest))]
[JsonSerializable(typeof(CreateDeliveryStreamResponse))]
[JsonSerializable(typeof(DescribeDeliveryStreamRequest))]
[JsonSerializable(typeof(DescribeDeliveryStreamResponse))]
[JsonSerializable(typeof(ListDeliveryStreamsRequest))]
[JsonSerializable(typeof(ListDeliveryStreamsResponse))]
[JsonSerializable(typeof(UpdateDestinationRequest))]
[JsonSerializable(typeof(DeleteDeliveryStreamRequest))]
[JsonSerializable(typeof(StartEncryptionRequest))]
[JsonSerializable(typeof(StopEncryptionRequest))]
[JsonSerializable(typeof(TagRequest))]
[JsonSerializable(typeof(UntagRequest))]
[JsonSerializable(typeof(ListTagsRequest))]
[JsonSerializable(typeof(ListTagsResponse))]
internal sealed partial class FirehoseJson : JsonSerializerContext;
