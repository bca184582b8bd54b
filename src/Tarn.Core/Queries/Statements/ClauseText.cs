using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Catalog.Types;
using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>Clauses that several statements have.</summary>
internal static class ClauseText
{
    /// <summary><c>('name' = 'value', …)</c>; of a name that comes twice the last counts.</summary>
    public static IReadOnlyDictionary<string, string> TakeProperties(StatementCursor cursor)
    {
        Dictionary<string, string> properties = [];
        cursor.Take("(");
        do
        {
            string name = cursor.TakeText();
            cursor.Take("=");
            properties[name] = cursor.TakeText();
        }
        while (cursor.TryTake(","));
        cursor.Take(")");
        return properties;
    }

    /// <summary><c>'s3://bucket/prefix/'</c></summary>
    public static StoragePlace TakeLocation(StatementCursor cursor)
    {
        int position = cursor.Position;
        string text = cursor.TakeText();
        return StoragePlace.TryParse(text)
            ?? throw cursor.Wrong(position, $"'{text}' is not a location. Expecting: 's3://bucket/prefix/'");
    }

    /// <summary><c>(name type COMMENT 'text', …)</c></summary>
    public static IReadOnlyList<ColumnEntry> TakeColumns(StatementCursor cursor)
    {
        List<ColumnEntry> columns = [];
        cursor.Take("(");
        do
        {
            string name = cursor.TakeName();
            ColumnEntry column = new(name, TakeType(cursor));
            columns.Add(cursor.TryTake("COMMENT") ? column with { Comment = cursor.TakeText() } : column);
        }
        while (cursor.TryTake(","));
        cursor.Take(")");
        return columns;
    }

    /// <summary><c>PARTITION (name = value, …) LOCATION 's3://…'</c>, the location or none.</summary>
    public static PartitionSpec TakePartition(StatementCursor cursor)
    {
        int position = cursor.Position;
        Dictionary<string, string?> values = [];
        cursor.Take("PARTITION");
        cursor.Take("(");
        do
        {
            int place = cursor.Position;
            string name = cursor.TakeName();
            cursor.Take("=");
            if (!values.TryAdd(name, cursor.TakeValue()))
            {
                throw cursor.Wrong(place, $"column '{name}' is there twice");
            }
        }
        while (cursor.TryTake(","));
        cursor.Take(")");
        return new PartitionSpec(values, cursor.TryTake("LOCATION") ? TakeLocation(cursor) : null, position);
    }

    private static string TakeType(StatementCursor cursor)
    {
        int position = cursor.Position;
        try
        {
            string text = cursor.TakeUntil("COMMENT");
            return HiveType.Parse(text.Replace("`", "", StringComparison.Ordinal)).ToString();
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadArgument)
        {
            throw cursor.Wrong(position, exception.Message);
        }
    }
}
