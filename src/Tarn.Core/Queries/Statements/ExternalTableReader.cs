using Tarn.Catalog.Entries;
using Tarn.Catalog.Hive;
using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>
/// Reads CREATE EXTERNAL TABLE, behind these words; the clauses after the columns may come in any order.
/// </summary>
internal sealed class ExternalTableReader(StatementCursor cursor)
{
    private IReadOnlyList<ColumnEntry> _columns = [];
    private IReadOnlyList<ColumnEntry> _partitionKeys = [];
    private IReadOnlyDictionary<string, string> _properties = new Dictionary<string, string>();
    private RowFormat _row = new();
    private StoragePlace? _location;
    private string? _comment;

    public Statement.CreateTable Read()
    {
        bool ifNotExists = cursor.TryTake("IF NOT EXISTS");
        NamedPlace table = cursor.TakeTableName();
        if (!cursor.AtEnd && cursor.IsNext("("))
        {
            _columns = ClauseText.TakeColumns(cursor);
        }

        while (TryTakeClause())
        {
            // Each clause is kept where it belongs.
        }

        if (_location is not { } location)
        {
            throw cursor.Unexpected();
        }

        try
        {
            return new Statement.CreateTable(table, EntryOf(table.Name, location), ifNotExists);
        }
        catch (TarnException exception) when (exception.Code == ErrorCodes.BadEntry)
        {
            throw new StatementException(exception.Code, exception.Message, table.Position, exception.Hint);
        }
    }

    private bool TryTakeClause()
    {
        if (cursor.TryTake("COMMENT"))
        {
            _comment = cursor.TakeText();
        }
        else if (cursor.TryTake("PARTITIONED BY"))
        {
            _partitionKeys = ClauseText.TakeColumns(cursor);
        }
        else if (cursor.TryTake("ROW FORMAT"))
        {
            TakeRowFormat();
        }
        else if (cursor.TryTake("WITH SERDEPROPERTIES"))
        {
            _row = _row with { Properties = ClauseText.TakeProperties(cursor) };
        }
        else if (cursor.TryTake("STORED AS"))
        {
            TakeStoredAs();
        }
        else if (cursor.TryTake("LOCATION"))
        {
            _location = ClauseText.TakeLocation(cursor);
        }
        else if (cursor.TryTake("TBLPROPERTIES"))
        {
            _properties = ClauseText.TakeProperties(cursor);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void TakeRowFormat()
    {
        if (cursor.TryTake("SERDE"))
        {
            _row = _row with { Library = cursor.TakeText() };
            return;
        }

        cursor.Take("DELIMITED");
        Dictionary<string, string> properties = [];
        while (TryTakeDelimiter(properties))
        {
            // Each is kept where it belongs.
        }

        _row = _row with { Library = HiveFormat.Delimited.Library, Properties = properties };
    }

    private bool TryTakeDelimiter(Dictionary<string, string> properties)
    {
        string? property = cursor.TryTake("FIELDS TERMINATED BY") ? HiveFormat.FieldDelimiter
            : cursor.TryTake("ESCAPED BY") ? HiveFormat.EscapeDelimiter
            : cursor.TryTake("NULL DEFINED AS") ? HiveFormat.NullFormat
            : cursor.TryTake("LINES TERMINATED BY") ? "line.delim"
            : cursor.TryTake("COLLECTION ITEMS TERMINATED BY") ? "collection.delim"
            : cursor.TryTake("MAP KEYS TERMINATED BY") ? "mapkey.delim"
            : null;
        if (property is null)
        {
            return false;
        }

        properties[property] = cursor.TakeText();
        return true;
    }

    private void TakeStoredAs()
    {
        if (!cursor.TryTake("INPUTFORMAT"))
        {
            _row = _row with { StoredAs = cursor.TakeName().ToUpperInvariant() };
            return;
        }

        _row = _row with { Input = cursor.TakeText() };
        cursor.Take("OUTPUTFORMAT");
        cursor.TakeText();
    }

    private TableEntry EntryOf(TableName name, StoragePlace location)
    {
        bool isDelta = HiveTableProperties.SayDelta(_properties);
        TableEntry entry = new()
        {
            Name = name,
            Kind = isDelta ? EntryKind.Delta : EntryKind.External,
            Description = _comment,
            Columns = _columns,
            PartitionKeys = _partitionKeys,
            Storage = new StorageEntry { Bucket = location.Bucket, Prefix = location.Prefix },
            CreatedAt = default,
            UpdatedAt = default,
        };
        if (!isDelta && _columns.Count == 0)
        {
            throw new TarnException(ErrorCodes.BadEntry, $"table '{name}' has no columns");
        }

        return HiveTableProperties.Apply(isDelta ? entry : RowFormats.Apply(entry, _row), _properties);
    }
}
