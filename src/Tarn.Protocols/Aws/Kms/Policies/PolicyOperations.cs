using System.Text.Json;
using Tarn.Protocols.Aws.Wire;
using Tarn.Security.Keys;

namespace Tarn.Protocols.Aws.Kms.Policies;

/// <summary>
/// GetKeyPolicy, PutKeyPolicy and ListKeyPolicies. Policies of keys are kept and given back; they decide nothing.
/// </summary>
internal static class PolicyOperations
{
    private const string OnlyName = "default";
    private const int PolicyLengthMax = 32 * 1024;
    private const int ListDefault = 100;

    public static async Task<GetKeyPolicyResponse> GetAsync(
        GetKeyPolicyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireName(request.PolicyName);
        EncryptionKey key = await KeyNames.ResolveKeyAsync(request.KeyId, parts, call, cancellationToken);
        return new GetKeyPolicyResponse(key.Policy ?? OfOwner, OnlyName);
    }

    public static async Task<Nothing> PutAsync(
        PutKeyPolicyRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        RequireName(request.PolicyName);
        string policy = Check(request.Policy);
        EncryptionKey found = await KeyNames.ResolveOwnKeyAsync(request.KeyId, parts, call, cancellationToken);
        await parts.Keyring.ChangeAsync(found.Id, key => key with { Policy = policy }, cancellationToken);
        return Nothing.Value;
    }

    public static async Task<ListKeyPoliciesResponse> ListAsync(
        ListKeyPoliciesRequest request, KmsParts parts, AwsCall call, CancellationToken cancellationToken)
    {
        await KeyNames.ResolveKeyAsync(request.KeyId, parts, call, cancellationToken);
        KmsPage<string> page = KmsPage<string>.Take(
            [OnlyName], name => name, request.Marker, request.Limit, ListDefault);
        return new ListKeyPoliciesResponse(page.Items, page.NextMarker, page.Truncated);
    }

    /// <returns>The policy as it was sent.</returns>
    /// <exception cref="AwsException"><c>MalformedPolicyDocumentException</c>.</exception>
    public static string Check(string policy)
    {
        KmsChecks.RequireLength("policy", policy.Length, 1, PolicyLengthMax);
        try
        {
            using JsonDocument document = JsonDocument.Parse(policy);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Statement", out _))
            {
                return policy;
            }
        }
        catch (JsonException)
        {
            // Said below, with the policies that are JSON of something else.
        }

        throw new AwsException("MalformedPolicyDocumentException", "The policy is not a JSON object with a Statement");
    }

    /// <summary>What KMS gives a key that was made without a policy ("Default key policy").</summary>
    private static string OfOwner =>
        $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::{{AwsAccount.Id}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;

    private static void RequireName(string? name)
    {
        if (name is not (null or OnlyName))
        {
            throw new AwsException("NotFoundException", "No such policy exists");
        }
    }
}
