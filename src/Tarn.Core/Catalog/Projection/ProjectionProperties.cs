using System.Globalization;
using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.Projection;

/// <summary>The <c>projection.*</c> properties of a table, as Athena's documentation has them.</summary>
internal sealed class ProjectionProperties(TableEntry table)
{
    public const string Enabled = "projection.enabled";
    public const string Template = "storage.location.template";

    public static bool IsEnabled(TableEntry table) =>
        string.Equals(table.Properties.GetValueOrDefault(Enabled), "true", StringComparison.OrdinalIgnoreCase);

    public string? Find(string property) => table.Properties.GetValueOrDefault(property)?.Trim();

    /// <summary>The name of a key's property.</summary>
    public static string Name(ColumnEntry key, string property) => $"projection.{key.Name}.{property}";

    public string? Find(ColumnEntry key, string property) => Find(Name(key, property));

    /// <exception cref="TarnException"><c>TN5011</c>: it is not there.</exception>
    public string Get(ColumnEntry key, string property, string expected) =>
        Find(key, property) is { Length: > 0 } value ? value : throw Bad(Name(key, property), "missing", expected);

    /// <summary>A whole number, or what is said when the property is not there.</summary>
    /// <exception cref="TarnException"><c>TN5011</c>: it is none, or below the least.</exception>
    public long Number(ColumnEntry key, string property, long otherwise, long least)
    {
        string? text = Find(key, property);
        return text is null ? otherwise
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
                && number >= least ? number
            : throw Bad(Name(key, property), $"'{text}'", $"a whole number of {least} or more");
    }

    public TarnException Bad(string property, string found, string expected) => new(
        ErrorCodes.BadEntry,
        $"table '{table.Name}' projects its partitions, and property '{property}' is {found}; expected {expected}")
    {
        Hint = $"change the properties of the table, or switch projection off with '{Enabled}' = 'false'",
    };
}
