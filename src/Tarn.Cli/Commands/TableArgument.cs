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
    public static async Task<CatalogTable> FindAsync(
        LakeHost lake, string text, CancellationToken cancellationToken) =>
        TableName.TryParse(text.ToLowerInvariant(), out TableName? name)
            && await lake.Tables.FindAsync(name, cancellationToken) is { } table
            ? table
            : throw await lake.Tables.UnknownAsync(text, cancellationToken);

    /// <exception cref="TarnException">TN2008: the lake has no such table.</exception>
    /// <exception cref="UsageException">It has no versions: it is files in place, or a view.</exception>
    public static async Task<CatalogTable.Managed> FindManagedAsync(
        LakeHost lake, string text, CancellationToken cancellationToken)
    {
        CatalogTable table = await FindAsync(lake, text, cancellationToken);
        return table as CatalogTable.Managed
            ?? throw new UsageException($"'{table.Name}' is not a table that Tarn writes, so it has no history");
    }
}
