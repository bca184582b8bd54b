using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Common;
using Tarn.Crawlers.Inference;
using Tarn.Engine;

namespace Tarn.Queries.Statements.Writing;

/// <summary>The columns of a query as a table has them.</summary>
internal static class QueryColumns
{
    public static IReadOnlyList<ColumnEntry> Of(IReadOnlyList<ResultColumn> columns) =>
        [.. columns.Select(column => new ColumnEntry(column.Name, EngineTypes.ToHive(column.Type).ToString()))];

    /// <exception cref="StatementException"><c>TN3005</c>: a key is no single value.</exception>
    public static void RequirePlain(IReadOnlyList<ColumnEntry> keys, int position)
    {
        ColumnEntry? nested = keys.FirstOrDefault(key => HiveType.Parse(key.Type)
            is HiveType.Array or HiveType.Map or HiveType.Struct or HiveType.Primitive { Name: "binary" });
        if (nested is not null)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"NOT_SUPPORTED: column '{nested.Name}' is {nested.Type}, which no directory can be named after",
                position,
                hint: null);
        }
    }
}
