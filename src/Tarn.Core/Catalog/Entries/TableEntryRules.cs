using Tarn.Catalog.Types;
using Tarn.Common;

namespace Tarn.Catalog.Entries;

/// <summary>What must be true of an entry before it is written.</summary>
internal static class TableEntryRules
{
    /// <summary>Documents are named after tables, and their names cannot be longer.</summary>
    public const int NameLengthMax = 250;

    private const int ColumnsMax = 20_000;

    /// <exception cref="TarnException"><c>TN5011</c>: the message says which rule is broken.</exception>
    public static void Check(TableEntry entry)
    {
        CheckName(entry.Name);
        CheckKind(entry);
        int count = entry.Columns.Count + entry.PartitionKeys.Count;
        if (count > ColumnsMax)
        {
            throw Bad(entry.Name, $"it has {count} columns; at most {ColumnsMax} are allowed");
        }

        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (ColumnEntry column in entry.Columns.Concat(entry.PartitionKeys))
        {
            CheckColumn(entry.Name, column);
            if (!names.Add(column.Name))
            {
                throw Bad(entry.Name, $"column '{column.Name}' is there twice (letter case does not count)");
            }
        }
    }

    public static void CheckName(TableName name)
    {
        if (!TableName.TryParse(name.ToString(), out _)
            || name.Database.Length > NameLengthMax
            || name.Table.Length > NameLengthMax)
        {
            throw Bad(
                name, $"expected lower case letters, digits and underscores, each part at most {NameLengthMax} long");
        }
    }

    private static void CheckKind(TableEntry entry)
    {
        bool isView = entry.Kind == EntryKind.View;
        if (isView != (entry.Storage is null) || isView != (entry.ViewSql is not null))
        {
            throw Bad(entry.Name, "a view has SQL and no storage, any other table storage and no SQL");
        }

        bool isExternal = entry.Kind == EntryKind.External;
        if (entry.Storage is { } storage && isExternal != (storage.Format is not null))
        {
            throw Bad(entry.Name, "an external table says the format of its files, and no other table does");
        }

        if (!isExternal && entry.PartitionKeys.Count > 0)
        {
            throw Bad(entry.Name, "only external tables have partition keys here; Delta's log knows its own");
        }

        if (entry.Storage is { Format: DataFormat.Grok, Grok: null })
        {
            throw Bad(entry.Name, "its format is Grok and no pattern is given");
        }
    }

    private static void CheckColumn(TableName table, ColumnEntry column)
    {
        if (string.IsNullOrWhiteSpace(column.Name))
        {
            throw Bad(table, "a column has no name");
        }

        try
        {
            _ = HiveType.Parse(column.Type);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadArgument)
        {
            throw Bad(table, $"column '{column.Name}': {exception.Message}");
        }
    }

    private static TarnException Bad(TableName name, string problem) =>
        new(ErrorCodes.BadEntry, $"table '{name}' cannot be put into the catalog: {problem}");
}
