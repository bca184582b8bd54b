using Tarn.Common;
using Tarn.Engine.Dialect;

namespace Tarn.Queries.Plans;

/// <summary>A table in a catalog.</summary>
public sealed record NamedTable(string Catalog, SchemaTable SchemaTable)
{
    /// <summary>In the catalog that Athena calls so by default.</summary>
    public static NamedTable Of(TableName name) => new(AthenaCatalog.Name, new SchemaTable(name.Database, name.Table));
}
