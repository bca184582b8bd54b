using System.Text.Json.Serialization;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Keys;

/// <summary>A key as KMS shows it.</summary>
internal sealed record KeyMetadata
{
    public const string Symmetric = "SYMMETRIC_DEFAULT";
    public const string EncryptDecrypt = "ENCRYPT_DECRYPT";
    public const string MadeByKms = "AWS_KMS";
    public const string PendingDeletion = "PendingDeletion";

    [JsonPropertyName("AWSAccountId")]
    public string AccountId { get; } = AwsAccount.Id;

    public required string KeyId { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required bool Enabled { get; init; }

    public required string Description { get; init; }

    public string KeyUsage { get; } = EncryptDecrypt;

    public required string KeyState { get; init; }

    public DateTimeOffset? DeletionDate { get; init; }

    public string Origin { get; } = MadeByKms;

    public required string KeyManager { get; init; }

    public string CustomerMasterKeySpec { get; } = Symmetric;

    public string KeySpec { get; } = Symmetric;

    public IReadOnlyList<string> EncryptionAlgorithms { get; } = [Symmetric];

    public bool MultiRegion { get; }

    public static KeyMetadata Of(EncryptionKey key, AwsCall call) => new()
    {
        KeyId = key.Id,
        Arn = KeyNames.KeyArn(call, key.Id),
        CreationDate = key.CreatedAt,
        Enabled = key is { IsEnabled: true, IsPendingDeletion: false },
        Description = key.Description,
        KeyState = key.IsPendingDeletion ? PendingDeletion : key.IsEnabled ? "Enabled" : "Disabled",
        DeletionDate = key.DeletionAt,
        KeyManager = key.Manager == Security.Keys.KeyManager.Customer ? "CUSTOMER" : "AWS",
    };
}
