using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Common;

namespace Tarn.Cli.Commands;

/// <summary>The table that a command is about.</summary>
internal static class TableArgument
{
    public static readonly Argument<string> Required = new("table")
    {
        Description = "A table: database.table",
        HelpName = "TABLE",
    };

    /// <exception cref="TarnException">TN2008: the lake has no such table.</exception>
    public static CatalogTable Find(LakeHost lake, string text) =>
        TableName.TryParse(text.ToLowerInvariant(), out TableName? name) && lake.Tables.Find(name) is { } table
            ? table
            : throw lake.Tables.Unknown(text);

    /// <exception cref="TarnException">TN2008: the lake has no such table.</exception>
    /// <exception cref="UsageException">It has no versions: it is files in place, or a view.</exception>
    public static CatalogTable.Managed FindManaged(LakeHost lake, string text)
    {
        CatalogTable table = Find(lake, text);
        return table as CatalogTable.Managed
            ?? throw new UsageException($"'{table.Name}' is not a table that Tarn writes, so it has no history");
    }
}
