using Tarn.Common;

namespace Tarn.Definitions.Binding;

/// <summary>Every table of the lake by name, whatever fills it.</summary>
/// <param name="context">Takes what is wrong.</param>
/// <param name="entries">Tables of the catalog, which no definition file has a place for.</param>
/// <param name="crawled">Databases that crawlers fill: a table of one may yet be found.</param>
internal sealed class KnownTables(
    BindingContext context, IReadOnlyCollection<TableName> entries, IReadOnlyCollection<string> crawled)
{
    private readonly Dictionary<TableName, SourceLocation> _places = [];
    private readonly HashSet<TableName> _entries = [.. entries];

    /// <summary>False, and reported with both places, when the table is there already.</summary>
    public bool TryAdd(TableName table, SourceLocation place)
    {
        if (_places.TryAdd(table, place))
        {
            return true;
        }

        SourceLocation first = _places[table];
        context.Diagnostics.Error(
            ErrorCodes.DuplicateTable,
            place,
            $"table '{table}' is defined by {first.File} and by {place.File}",
            "and again here",
            first,
            "one table is filled by one definition; rename one of them");
        return false;
    }

    public bool Contains(TableName table) => _places.ContainsKey(table) || _entries.Contains(table);

    /// <summary>
    /// True for a table that a crawler may find later; binding the model says so when it is still missing then.
    /// </summary>
    public bool MayBeFound(TableName table) =>
        crawled.Contains(table.Database) && table.QuarantineOf is null;

    /// <summary>Reports a table that is not known, with the name that was probably meant.</summary>
    /// <param name="name">With or without database.</param>
    public void ReportUnknown(SourceLocation place, string message, string name)
    {
        string? nearest = Nearest(name);
        context.Diagnostics.Error(
            ErrorCodes.UnknownTable,
            place,
            message,
            nearest is null ? "no model or raw table has this name" : $"did you mean '{nearest}'?");
    }

    /// <summary>The known name nearest to one that is not known, qualified; null when none is near.</summary>
    private string? Nearest(string name)
    {
        if (name.Contains('.', StringComparison.Ordinal))
        {
            return Suggestion.Nearest(name, _places.Keys.Concat(_entries).Select(table => table.ToString()));
        }

        string? nearest = Suggestion.Nearest(name, _places.Keys.Select(table => table.Table));
        return _places.Keys
            .Where(table => table.Table == nearest)
            .Select(table => table.ToString())
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
    }
}
