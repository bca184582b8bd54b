using Tarn.Catalog;
using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>
/// The rules that the database of a table is a zone of the lake, and that of a managed table none that is encrypted.
/// </summary>
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

    /// <summary>The engine writes files of managed tables in place and as they are.</summary>
    public static void ReportEncrypted(BindingContext context, TableName table, SourceLocation place) =>
        context.Diagnostics.Error(
            ErrorCodes.TableNotEncrypted,
            place,
            $"table '{table}' is in zone '{table.Database}', which is to be encrypted, and managed tables are not",
            "needs a zone without 'encryption'",
            "on an encrypted disk such a zone is encrypted too");
}
