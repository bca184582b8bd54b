namespace Tarn.Protocols.Aws.Glue.Account;

/// <summary>Of operations whose members do not matter, as there is nothing to choose from.</summary>
internal sealed record AnyRequest;

internal sealed record NamedRequest
{
    public required string Name { get; init; }
}

internal sealed record CatalogImportResponse(CatalogImportStatus ImportStatus);

internal sealed record CatalogImportStatus(bool ImportCompleted);

internal sealed record EncryptionSettingsResponse(EncryptionSettings DataCatalogEncryptionSettings);

internal sealed record EncryptionSettings(
    EncryptionAtRest EncryptionAtRest, PasswordEncryption ConnectionPasswordEncryption);

internal sealed record EncryptionAtRest(string CatalogEncryptionMode);

internal sealed record PasswordEncryption(bool ReturnConnectionPasswordEncrypted);

internal sealed record ResourcePoliciesResponse(IReadOnlyList<Empty> GetResourcePoliciesResponseList);

internal sealed record SecurityConfigurationsResponse(IReadOnlyList<Empty> SecurityConfigurations);

internal sealed record ConnectionsResponse(IReadOnlyList<Empty> ConnectionList);
