using System.Globalization;
using Tarn.Catalog;
using Tarn.Catalog.Hive;

namespace Tarn.Queries.Statements;

/// <summary>What DESCRIBE FORMATTED and SHOW TBLPROPERTIES say of a table besides its columns.</summary>
internal static class TableDetails
{
    /// <summary>The properties of the entry, with what Glue keeps there too.</summary>
    public static IReadOnlyDictionary<string, string> PropertiesOf(CatalogTable table)
    {
        SortedDictionary<string, string> properties = new(StringComparer.Ordinal);
        foreach ((string name, string value) in table.Entry?.Properties ?? new Dictionary<string, string>())
        {
            properties[name] = value;
        }

        if (table is CatalogTable.External)
        {
            properties["EXTERNAL"] = "TRUE";
        }

        if (table is CatalogTable.Managed)
        {
            properties["table_type"] = "DELTA";
        }

        if (table.Description is { } comment)
        {
            properties["comment"] = comment;
        }

        return properties;
    }

    public static IEnumerable<(string Name, string Value)> Of(CatalogTable table)
    {
        yield return ("Database", table.Name.Database);
        yield return ("Owner", table.Owner ?? "");
        if (table.Entry is { } entry)
        {
            yield return ("CreateTime", entry.CreatedAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture));
        }

        if (LocationOf(table) is { } location)
        {
            yield return ("Location", location.ToString());
        }

        yield return ("Table Type", table is CatalogTable.View ? "VIRTUAL_VIEW" : "EXTERNAL_TABLE");
        foreach ((string name, string value) in PropertiesOf(table))
        {
            yield return ("Table Parameter " + name, value);
        }

        if (table is CatalogTable.External { Described.Storage: { } storage })
        {
            HiveFormat format = HiveFormat.Of(storage);
            yield return ("SerDe Library", format.Library);
            yield return ("InputFormat", format.Input);
            yield return ("OutputFormat", format.Output);
        }
    }

    public static StoragePlace? LocationOf(CatalogTable table) => table switch
    {
        CatalogTable.External { Described.Storage: { } storage } => new StoragePlace(storage.Bucket, storage.Prefix),
        CatalogTable.Managed managed => new StoragePlace(managed.Bucket, managed.Root + "/"),
        _ => null,
    };
}
