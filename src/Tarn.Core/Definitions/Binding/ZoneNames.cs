using Tarn.Catalog;
using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>The rule that the database of a table is a zone of the lake.</summary>
internal static class ZoneNames
{
    public static void ReportUnknown(
        BindingContext context, TableName table, SourceLocation place, IReadOnlyList<ZoneDefinition> zones)
    {
        string[] names = [.. zones.Select(zone => zone.Name)];
        context.BadValue(
            place,
            $"table '{table}' is in '{table.Database}', which is no zone of this lake",
            Suggestion.DidYouMean(table.Database, names),
            $"zones here: {Shown.List(names)}");
    }
}
