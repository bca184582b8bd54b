using Tarn.Protocols.Aws.Athena.WorkGroups;

namespace Tarn.Protocols.Aws.Athena.Catalogs;

/// <summary>The one catalog of a lake.</summary>
internal static class DataCatalogs
{
    private const string Name = "AwsDataCatalog";
    private const string Type = "GLUE";

    public static Task<GetDataCatalogResponse> GetAsync(
        GetDataCatalogRequest request, AthenaParts parts, CancellationToken cancellationToken)
    {
        Require(request.Name);
        return Task.FromResult(new GetDataCatalogResponse(
            new DataCatalog(Name, "The catalog of the lake", Type, new Dictionary<string, string>())));
    }

    public static Task<ListDataCatalogsResponse> ListAsync(
        ListRequest request, AthenaParts parts, CancellationToken cancellationToken) =>
        Task.FromResult(new ListDataCatalogsResponse([new DataCatalogSummary(Name, Type)]));

    /// <exception cref="Wire.AwsException">There is no other catalog.</exception>
    public static void Require(string name)
    {
        if (!name.Equals(Name, StringComparison.OrdinalIgnoreCase))
        {
            throw AthenaErrors.Invalid("DATACATALOG_NOT_FOUND", $"Catalog '{name}' does not exist");
        }
    }
}
