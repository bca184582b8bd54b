using System.Text.Json.Serialization.Metadata;
using Tarn.Protocols.Aws.Json;
using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Account;

/// <summary>
/// What clients ask of the account before they work with the catalog, and which a lake has none of: other catalogs to
/// import from, keys of the catalog, its policies, connections.
/// </summary>
internal static class AccountOperations
{
    private static readonly OperationNote None = new() { Text = "there is none" };

    public static IEnumerable<KeyValuePair<string, JsonOperation>> All =>
    [
        Answer(
            "GetCatalogImportStatus",
            new CatalogImportResponse(new CatalogImportStatus(ImportCompleted: true)),
            GlueJson.Default.CatalogImportResponse),
        Answer(
            "GetDataCatalogEncryptionSettings",
            new EncryptionSettingsResponse(
                new EncryptionSettings(new EncryptionAtRest("DISABLED"), new PasswordEncryption(false))),
            GlueJson.Default.EncryptionSettingsResponse),
        Answer("GetResourcePolicies", new ResourcePoliciesResponse([]), GlueJson.Default.ResourcePoliciesResponse),
        Answer(
            "GetSecurityConfigurations",
            new SecurityConfigurationsResponse([]),
            GlueJson.Default.SecurityConfigurationsResponse),
        Answer("GetConnections", new ConnectionsResponse([]), GlueJson.Default.ConnectionsResponse),
        new("GetResourcePolicy", JsonOperation.Of(
            GlueJson.Default.AnyRequest,
            GlueJson.Default.Empty,
            (_, _, _) => throw new AwsException(GlueErrors.NotFound, "the catalog has no resource policy"),
            None)),
        Missing("GetSecurityConfiguration", "security configuration"),
        Missing("GetConnection", "connection"),
    ];

    private static KeyValuePair<string, JsonOperation> Answer<T>(string operation, T answer, JsonTypeInfo<T> type) =>
        new(operation, JsonOperation.Of(GlueJson.Default.AnyRequest, type, (_, _, _) => Task.FromResult(answer), None));

    private static KeyValuePair<string, JsonOperation> Missing(string operation, string kind) =>
        new(operation, JsonOperation.Of(
            GlueJson.Default.NamedRequest,
            GlueJson.Default.Empty,
            (request, _, _) => throw new AwsException(GlueErrors.NotFound, $"there is no {kind} '{request.Name}'"),
            None));
}
