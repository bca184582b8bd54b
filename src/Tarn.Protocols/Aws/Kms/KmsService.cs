using System.Text.Json.Serialization.Metadata;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Kms.Aliases;
using Tarn.Protocols.Aws.Kms.Cryptography;
using Tarn.Protocols.Aws.Kms.Keys;
using Tarn.Protocols.Aws.Kms.Policies;
using Tarn.Protocols.Aws.Kms.Rotation;
using Tarn.Protocols.Aws.Kms.Tags;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Kms;

/// <summary>KMS: its operations by name.</summary>
internal sealed class KmsService
{
    private static readonly KmsJson Json = KmsJson.Default;

    private readonly KmsParts _parts;
    private readonly Dictionary<string, JsonOperation> _operations = new(StringComparer.Ordinal);

    private KmsService(KmsParts parts)
    {
        _parts = parts;
        AddKeys();
        AddAliases();
        AddCryptography();
        AddRotation();
        AddPoliciesAndTags();
    }

    private delegate Task<TResponse> Operation<TRequest, TResponse>(
        TRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken);

    public static JsonService Create(KmsParts parts) => new()
    {
        Name = "kms",
        TargetPrefix = "TrentService",
        Operations = new KmsService(parts)._operations,
        Translate = KmsErrors.Of,
    };

    private void AddKeys()
    {
        Add(
            "CreateKey",
            Json.CreateKeyRequest,
            Json.KeyMetadataResponse,
            KeyOperations.CreateAsync,
            new() { Text = "symmetric, of the lake's own making, in one region; others are refused" });
        Add("DescribeKey", Json.KeyRequest, Json.KeyMetadataResponse, KeyOperations.DescribeAsync);
        Add("ListKeys", Json.ListKeysRequest, Json.ListKeysResponse, KeyOperations.ListAsync);
        Add(
            "UpdateKeyDescription",
            Json.UpdateKeyDescriptionRequest,
            Json.Nothing,
            KeyOperations.UpdateDescriptionAsync);
        Add("EnableKey", Json.KeyRequest, Json.Nothing, KeyStateOperations.EnableAsync);
        Add("DisableKey", Json.KeyRequest, Json.Nothing, KeyStateOperations.DisableAsync);
        Add(
            "ScheduleKeyDeletion",
            Json.ScheduleKeyDeletionRequest,
            Json.ScheduleKeyDeletionResponse,
            KeyStateOperations.ScheduleDeletionAsync,
            new() { Text = "7 to 30 days, then the key is gone" });
        Add("CancelKeyDeletion", Json.KeyRequest, Json.KeyIdResponse, KeyStateOperations.CancelDeletionAsync);
    }

    private void AddAliases()
    {
        Add(
            "CreateAlias",
            Json.AliasRequest,
            Json.Nothing,
            AliasOperations.CreateAsync,
            new() { Text = "`alias/aws/…` are the lake's own" });
        Add("UpdateAlias", Json.AliasRequest, Json.Nothing, AliasOperations.UpdateAsync);
        Add("DeleteAlias", Json.DeleteAliasRequest, Json.Nothing, AliasOperations.DeleteAsync);
        Add("ListAliases", Json.ListAliasesRequest, Json.ListAliasesResponse, AliasOperations.ListAsync);
    }

    private void AddCryptography()
    {
        AddCryptographic("Encrypt", Json.EncryptRequest, Json.EncryptResponse, CryptographyOperations.EncryptAsync);
        AddCryptographic("Decrypt", Json.DecryptRequest, Json.DecryptResponse, CryptographyOperations.DecryptAsync);
        AddCryptographic(
            "ReEncrypt", Json.ReEncryptRequest, Json.ReEncryptResponse, CryptographyOperations.ReEncryptAsync);
        AddCryptographic(
            "GenerateDataKey", Json.DataKeyRequest, Json.DataKeyResponse, DataKeyOperations.GenerateAsync);
        AddCryptographic(
            "GenerateDataKeyWithoutPlaintext",
            Json.DataKeyRequest,
            Json.DataKeyResponse,
            DataKeyOperations.GenerateWithoutPlaintextAsync);
        AddCryptographic(
            "GenerateRandom",
            Json.GenerateRandomRequest,
            Json.GenerateRandomResponse,
            DataKeyOperations.GenerateRandomAsync);
    }

    private void AddRotation()
    {
        Add(
            "EnableKeyRotation",
            Json.EnableKeyRotationRequest,
            Json.Nothing,
            RotationOperations.EnableAsync,
            new() { Text = "keys rotate while the server runs; ciphertexts of all versions decrypt" });
        Add("DisableKeyRotation", Json.KeyRequest, Json.Nothing, RotationOperations.DisableAsync);
        Add(
            "GetKeyRotationStatus",
            Json.KeyRequest,
            Json.GetKeyRotationStatusResponse,
            RotationOperations.GetStatusAsync);
        Add("RotateKeyOnDemand", Json.KeyRequest, Json.KeyIdResponse, RotationOperations.RotateAsync);
        Add(
            "ListKeyRotations",
            Json.ListKeyRotationsRequest,
            Json.ListKeyRotationsResponse,
            RotationOperations.ListAsync);
    }

    private void AddPoliciesAndTags()
    {
        Add("GetKeyPolicy", Json.GetKeyPolicyRequest, Json.GetKeyPolicyResponse, PolicyOperations.GetAsync);
        Add(
            "PutKeyPolicy",
            Json.PutKeyPolicyRequest,
            Json.Nothing,
            PolicyOperations.PutAsync,
            new() { Text = "kept and given back; a policy of a key decides nothing" });
        Add("ListKeyPolicies", Json.ListKeyPoliciesRequest, Json.ListKeyPoliciesResponse, PolicyOperations.ListAsync);
        Add("TagResource", Json.TagResourceRequest, Json.Nothing, TagOperations.AddAsync);
        Add("UntagResource", Json.UntagResourceRequest, Json.Nothing, TagOperations.RemoveAsync);
        Add("ListResourceTags", Json.ListResourceTagsRequest, Json.ListResourceTagsResponse, TagOperations.ListAsync);
    }

    private void AddCryptographic<TRequest, TResponse>(
        string name,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Operation<TRequest, TResponse> operation)
        where TRequest : CryptographicRequest => Add(
        name,
        requestType,
        responseType,
        async (request, parts, call, cancellationToken) =>
        {
            if (request.GrantTokens is { Count: > 0 })
            {
                throw new AwsException("InvalidGrantTokenException", "Tarn gives no grants, so none is valid");
            }

            if (request.Recipient is not null)
            {
                throw KmsErrors.Unsupported("Tarn knows no enclaves: Recipient must be left out");
            }

            TResponse response = await operation(request, parts, call, cancellationToken);
            return request.DryRun == true
                ? throw new AwsException(
                    "DryRunOperationException", "The request would have succeeded, but the DryRun option is set.", 412)
                : response;
        });

    private void Add<TRequest, TResponse>(
        string name,
        JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TResponse> responseType,
        Operation<TRequest, TResponse> operation,
        OperationNote? note = null)
        where TRequest : class =>
        _operations[name] = JsonOperation.Of(
            requestType, responseType, (request, call, token) => operation(request, _parts, call, token), note);
}
