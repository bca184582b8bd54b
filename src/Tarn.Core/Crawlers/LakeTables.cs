using Tarn.Catalog;
using Tarn.Common;

namespace Tarn.Crawlers;

/// <summary>Tables that the lake's definitions make: their names and places are not a crawler's.</summary>
/// <param name="Names">Names that are taken.</param>
/// <param name="Roots">Bucket and key prefix, without slash at the end, of the Delta tables that Tarn writes.</param>
public sealed record LakeTables(IReadOnlySet<TableName> Names, IReadOnlySet<(string Bucket, string Root)> Roots)
{
    /// <param name="tables">Of the catalog; its entries are passed over.</param>
    public static LakeTables Of(IEnumerable<CatalogTable> tables)
    {
        HashSet<TableName> names = [];
        HashSet<(string Bucket, string Root)> roots = [];
        foreach (CatalogTable table in tables.Where(table => table.Entry is null))
        {
            names.Add(table.Name);
            if (table is CatalogTable.Managed managed)
            {
                roots.Add((managed.Bucket, managed.Root));
            }
        }

        return new LakeTables(names, roots);
    }
}
