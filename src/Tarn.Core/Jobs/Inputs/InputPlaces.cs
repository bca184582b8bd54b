using Tarn.Catalog;
using Tarn.Catalog.Files;
using Tarn.Common;

namespace Tarn.Jobs.Inputs;

/// <summary>Tells where the objects are that models read.</summary>
internal sealed class InputPlaces(TableCatalog catalog)
{
    /// <summary>By bucket and beginning of key; of a managed table its log, which every commit adds to.</summary>
    public async Task<IReadOnlyList<(string Bucket, string Prefix)>> FindAsync(
        IReadOnlyList<ModelDefinition> models, CancellationToken cancellationToken)
    {
        HashSet<TableName> visited = [.. models.Select(model => model.Table)];
        HashSet<(string Bucket, string Prefix)> places = [];
        foreach (TableName input in models.SelectMany(model => model.Inputs))
        {
            await AddAsync(input, visited, places, cancellationToken);
        }

        return [.. places];
    }

    private async Task AddAsync(
        TableName name,
        HashSet<TableName> visited,
        HashSet<(string Bucket, string Prefix)> places,
        CancellationToken cancellationToken)
    {
        if (!visited.Add(name))
        {
            return;
        }

        switch (await catalog.GetAsync(name, cancellationToken))
        {
            case CatalogTable.Managed managed:
                places.Add((managed.Bucket, $"{managed.Root}/_delta_log/"));
                break;
            case CatalogTable.Files raw:
                places.UnionWith(raw.Definition.Files.Select(
                    pattern => (raw.Definition.Bucket, new KeyPattern(pattern).Prefix)));
                break;
            case CatalogTable.External { Described.Storage: { } storage }:
                places.Add((storage.Bucket, storage.Prefix));
                break;
            case CatalogTable.View view:
                foreach (TableName input in view.Inputs)
                {
                    await AddAsync(input, visited, places, cancellationToken);
                }

                break;
        }
    }
}
