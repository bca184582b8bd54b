using Tarn.Protocols.Aws.Firehose.Destinations;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Firehose.Encryption;

/// <summary>
/// StartDeliveryStreamEncryption and StopDeliveryStreamEncryption. The setting is kept and shown, as clients wait for
/// it; records wait on the lake's own disk as they are.
/// </summary>
internal static class StreamEncryptions
{
    private const string OwnedKey = "AWS_OWNED_CMK";
    private const string CustomerKey = "CUSTOMER_MANAGED_CMK";

    public static StreamEncryption Disabled { get; } = new() { Status = "DISABLED" };

    public static Task<Nothing> StartAsync(
        StartEncryptionRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken) =>
        ChangeAsync(
            request.DeliveryStreamName,
            Enabled(request.DeliveryStreamEncryptionConfigurationInput ?? new EncryptionInput { KeyType = OwnedKey }),
            parts,
            cancellationToken);

    public static Task<Nothing> StopAsync(
        StopEncryptionRequest request, FirehoseParts parts, AwsCall call, CancellationToken cancellationToken) =>
        ChangeAsync(request.DeliveryStreamName, Disabled, parts, cancellationToken);

    /// <returns>Null when none is asked for.</returns>
    /// <exception cref="AwsException"><c>InvalidArgumentException</c>: the key does not fit.</exception>
    public static StreamEncryption? Enabled(EncryptionInput? input)
    {
        if (input is null)
        {
            return null;
        }

        bool isGood = input.KeyType switch
        {
            OwnedKey => input.KeyARN is null,
            CustomerKey => input.KeyARN is not null,
            _ => throw FirehoseErrors.Constraint(
                "keyType", $"Member must satisfy enum value set: [{OwnedKey}, {CustomerKey}]"),
        };
        return isGood
            ? new StreamEncryption { Status = "ENABLED", KeyType = input.KeyType, KeyARN = input.KeyARN }
            : throw FirehoseErrors.Invalid($"KeyARN goes with the KeyType {CustomerKey}, and only with it");
    }

    private static async Task<Nothing> ChangeAsync(
        string name, StreamEncryption? encryption, FirehoseParts parts, CancellationToken cancellationToken)
    {
        await parts.Streams.UpdateAsync(
            name,
            stream => stream with
            {
                Details = (StreamDetails.TryRead(stream.Details)! with { Encryption = encryption }).Write(),
            },
            cancellationToken);
        return Nothing.Value;
    }
}

internal sealed record EncryptionInput
{
    public required string KeyType { get; init; }

    public string? KeyARN { get; init; }
}

internal sealed record StartEncryptionRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }

    public EncryptionInput? DeliveryStreamEncryptionConfigurationInput { get; init; }
}

internal sealed record StopEncryptionRequest : IStreamRequest
{
    public required string DeliveryStreamName { get; init; }
}
