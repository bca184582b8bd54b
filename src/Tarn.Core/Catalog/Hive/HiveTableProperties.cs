using Tarn.Catalog.Entries;
using Tarn.Common;

namespace Tarn.Catalog.Hive;

/// <summary>Puts TBLPROPERTIES into an entry; some say how its files are read, or what it is.</summary>
internal static class HiveTableProperties
{
    public const string SkippedHeaderLines = "skip.header.line.count";

    /// <summary>Tarn's own: columns are found by the names in the header, not by their place.</summary>
    public const string ColumnsByHeader = "tarn.columns.by.header";

    /// <summary>Tarn's own: each file is one JSON array instead of an object a line.</summary>
    public const string JsonArray = "tarn.json.array";

    /// <summary>What says that a table is a Delta table.</summary>
    public static readonly IReadOnlyDictionary<string, string> Delta =
        new Dictionary<string, string> { [TableType] = "DELTA" };

    private const string TableType = "table_type";
    private const string Comment = "comment";
    private const string External = "EXTERNAL";

    /// <summary>Whether they say that the table is a Delta table.</summary>
    public static bool SayDelta(IReadOnlyDictionary<string, string> properties) =>
        string.Equals(properties.GetValueOrDefault(TableType), "DELTA", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="TarnException"><c>TN5011</c>: one says what Tarn does not do.</exception>
    public static TableEntry Apply(TableEntry entry, IReadOnlyDictionary<string, string> properties)
    {
        Dictionary<string, string> kept = entry.Properties.ToDictionary();
        foreach ((string name, string value) in properties)
        {
            switch (name)
            {
                case External:
                case TableType when entry.Kind == EntryKind.Delta:
                    break;
                case TableType:
                    throw new TarnException(
                        ErrorCodes.BadEntry,
                        $"property '{name}' is '{value}'; expected DELTA in a CREATE EXTERNAL TABLE");
                case Comment:
                    entry = entry with { Description = value };
                    break;
                case SkippedHeaderLines:
                    entry = WithHeader(entry, value);
                    break;
                case ColumnsByHeader when entry.Storage is { Csv: { } csv } storage:
                    entry = entry with
                    {
                        Storage = storage with { Csv = csv with { IsHeaderSkipped = !IsTrue(value) } },
                    };
                    break;
                case JsonArray when entry.Storage is { Format: DataFormat.JsonLines or DataFormat.JsonArray } storage:
                    DataFormat format = IsTrue(value) ? DataFormat.JsonArray : DataFormat.JsonLines;
                    entry = entry with { Storage = storage with { Format = format } };
                    break;
                default:
                    kept[name] = value;
                    break;
            }
        }

        return entry with { Properties = kept };
    }

    private static TableEntry WithHeader(TableEntry entry, string value)
    {
        if (value is not ("0" or "1"))
        {
            throw new TarnException(
                ErrorCodes.BadEntry, $"property '{SkippedHeaderLines}' is '{value}'; expected 0 or 1")
            {
                Hint = "Tarn skips one line of a file at most",
            };
        }

        // Of other formats the property means nothing, to Athena neither.
        return entry.Storage is { Csv: { } csv } storage
            ? entry with
            {
                Storage = storage with
                {
                    Csv = csv with { HasHeader = value == "1", IsHeaderSkipped = value == "1" },
                },
            }
            : entry;
    }

    private static bool IsTrue(string value) => string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
