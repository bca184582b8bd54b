using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose.Streams;

/// <summary>Names of streams across services.</summary>
internal static class StreamArn
{
    public static string Of(string name, AwsCall call) =>
        AwsAccount.Arn("firehose", call.Region, $"deliverystream/{name}");
}
