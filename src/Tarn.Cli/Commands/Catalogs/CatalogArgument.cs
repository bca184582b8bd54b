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
    public static (CatalogTable Table, string? Column) Find(LakeHost lake, string text)
    {
        string[] parts = text.Split('.', 3);
        return parts.Length == 3
            ? (TableArgument.Find(lake, $"{parts[0]}.{parts[1]}"), parts[2])
            : (TableArgument.Find(lake, text), null);
    }
}
