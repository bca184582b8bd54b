namespace Tarn.Protocols.Aws.Firehose;

/// <summary>A request that names a stream.</summary>
internal interface IStreamRequest
{
    string DeliveryStreamName { get; }
}
