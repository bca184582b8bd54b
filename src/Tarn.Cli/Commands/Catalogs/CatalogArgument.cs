using System.CommandLine;
using Tarn.Catalog;
using Tarn.Cli.Errors;
using Tarn.Cli.Hosting;
using Tarn.Common;

namespace Tarn.Cli.Commands.Catalogs;

/// <summary>What a command about the catalog is about.</summary>
internal static class CatalogArgument
{
    public static readonly Argument<string> Subject = new("table")
    {
        Description = "A table or a column: database.table or database.table.column",
        HelpName = "TABLE[.COLUMN]",
    };

    /// <exception cref="UsageException">Not the name of a table.</exception>
    public static TableName Name(string text) => TableName.TryParse(text.ToLowerInvariant(), out TableName? name)
        ? name
        : throw new UsageException($"'{text}' is not the name of a table; expected database.table");

    /// <exception cref="TarnException">TN2008: no such table.</exception>
    public static async Task<(CatalogTable Table, string? Column)> FindAsync(
        LakeHost lake, string text, CancellationToken cancellationToken)
    {
        string[] parts = text.Split('.', 3);
        return parts.Length == 3
            ? (await TableArgument.FindAsync(lake, $"{parts[0]}.{parts[1]}", cancellationToken), parts[2])
            : (await TableArgument.FindAsync(lake, text, cancellationToken), null);
    }
}
