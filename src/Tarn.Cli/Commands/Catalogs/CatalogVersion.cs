using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>Picks one version of an entry.</summary>
internal static class CatalogVersion
{
    /// <param name="version">Null is the current one.</param>
    /// <exception cref="TarnException">TN2008: no such entry. TN1003: no such version.</exception>
    public static async Task<TableEntry> GetAsync(
        CatalogStore entries, TableName name, long? version, CancellationToken cancellationToken)
    {
        IReadOnlyList<TableEntry> versions = await entries.ListVersionsAsync(name, cancellationToken);
        return Get(versions, version ?? versions[0].Version);
    }

    /// <exception cref="TarnException">TN1003: no such version.</exception>
    public static TableEntry Get(IReadOnlyList<TableEntry> versions, long version) =>
        versions.FirstOrDefault(entry => entry.Version == version)
        ?? throw new TarnException(
            ErrorCodes.UnknownName, $"table '{versions[0].Name}' has no version {version} in the catalog")
        {
            Hint = $"it has versions {versions[^1].Version} to {versions[0].Version}",
        };
}
