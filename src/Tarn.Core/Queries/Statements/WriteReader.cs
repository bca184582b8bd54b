using Tarn.Common;

namespace Tarn.Queries.Statements;

/// <summary>Reads statements that write the rows of a query to files: CREATE TABLE AS, INSERT INTO, UNLOAD.</summary>
internal static class WriteReader
{
    private const string Format = "format";
    private const string Compression = "compression";
    private const string Location = "external_location";
    private const string TableType = "table_type";
    private const string PartitionedBy = "partitioned_by";
    private const string Delimiter = "field_delimiter";

    /// <summary>Behind CREATE TABLE.</summary>
    public static Statement.CreateTableAs ReadCreateTable(StatementCursor cursor)
    {
        bool ifNotExists = cursor.TryTake("IF NOT EXISTS");
        NamedPlace table = cursor.TakeTableName();
        string? comment = cursor.TryTake("COMMENT") ? cursor.TakeText() : null;
        Dictionary<string, string> options = cursor.TryTake("WITH") ? TakeOptions(cursor) : [];
        options.Remove(Location, out string? location);
        bool isDelta = TakeIsDelta(cursor, options, table.Position);
        IReadOnlyList<string> partitionedBy =
            isDelta && options.Remove(PartitionedBy, out string? names) ? names.Split(',') : [];
        string compression = TakeCompression(cursor, options, table.Position, ResultFormat.Parquet);
        string format = options.Remove(Format, out string? name) ? name : ResultFormat.Parquet;
        RequireKnown(options, table.Position);
        if (!string.Equals(format, ResultFormat.Parquet, StringComparison.OrdinalIgnoreCase))
        {
            throw cursor.Wrong(table.Position, $"format '{format}'. Expecting: 'PARQUET'");
        }

        StoragePlace? place = location is null ? null : StoragePlace.TryParse(location)
            ?? throw cursor.Wrong(table.Position, $"'{location}' is not a location. Expecting: 's3://bucket/prefix/'");
        cursor.Take("AS");
        return new Statement.CreateTableAs(table, TakeQuery(cursor), ifNotExists)
        {
            Comment = comment,
            Location = place,
            IsDelta = isDelta,
            PartitionedBy = partitionedBy,
            Compression = compression,
        };
    }

    /// <summary>Behind INSERT INTO.</summary>
    public static Statement.Insert ReadInsert(StatementCursor cursor)
    {
        NamedPlace table = cursor.TakeTableName();
        List<string>? columns = null;
        if (cursor.IsNext("(") && !cursor.IsNext("SELECT", 1) && !cursor.IsNext("WITH", 1))
        {
            columns = [];
            cursor.Take("(");
            do
            {
                columns.Add(cursor.TakeName());
            }
            while (cursor.TryTake(","));
            cursor.Take(")");
        }

        return new Statement.Insert(table, columns, TakeQuery(cursor));
    }

    /// <summary>Behind UNLOAD.</summary>
    public static Statement.Unload ReadUnload(StatementCursor cursor)
    {
        cursor.Take("(");
        EmbeddedQuery query = cursor.TakeEnclosed();
        cursor.Take("TO");
        StoragePlace place = ClauseText.TakeLocation(cursor);
        cursor.Take("WITH");
        int position = cursor.Position;
        Dictionary<string, string> options = TakeOptions(cursor);
        string name = options.Remove(Format, out string? found)
            ? found.ToUpperInvariant()
            : throw cursor.Wrong(position, "the option 'format' is missing");
        if (!ResultFormat.Names.Contains(name))
        {
            throw cursor.Wrong(
                position, $"format '{found}'. Expecting: '{string.Join("', '", ResultFormat.Names)}'");
        }

        string compression = TakeCompression(cursor, options, position, name);
        options.Remove(Delimiter, out string? delimiter);
        RequireKnown(options, position);
        return new Statement.Unload(query, place, new ResultFormat(name, compression, delimiter));
    }

    private static EmbeddedQuery TakeQuery(StatementCursor cursor) => cursor.AtEnd
        ? throw cursor.Unexpected("<query>")
        : new EmbeddedQuery(cursor.Rest.TrimEnd().TrimEnd(';'), cursor.Position);

    /// <summary><c>(name = 'value', …)</c></summary>
    private static Dictionary<string, string> TakeOptions(StatementCursor cursor)
    {
        Dictionary<string, string> options = [];
        cursor.Take("(");
        do
        {
            string name = cursor.TakeName();
            name = name is "parquet_compression" or "write_compression" ? Compression : name;
            cursor.Take("=");
            options[name] = name == PartitionedBy && cursor.TryTake("ARRAY") ? TakeNames(cursor) : cursor.TakeText();
        }
        while (cursor.TryTake(","));
        cursor.Take(")");
        return options;
    }

    /// <summary><c>['a', 'b']</c>, as text with commas.</summary>
    private static string TakeNames(StatementCursor cursor)
    {
        List<string> names = [];
        cursor.Take("[");
        do
        {
            names.Add(cursor.TakeText().ToLowerInvariant());
        }
        while (cursor.TryTake(","));
        cursor.Take("]");
        return string.Join(',', names);
    }

    private static bool TakeIsDelta(StatementCursor cursor, Dictionary<string, string> options, int position) =>
        options.Remove(TableType, out string? type) && type.ToUpperInvariant() switch
        {
            "DELTA" => true,
            "HIVE" => false,
            _ => throw cursor.Wrong(position, $"table type '{type}'. Expecting: 'HIVE', 'DELTA'"),
        };

    private static string TakeCompression(
        StatementCursor cursor, Dictionary<string, string> options, int position, string format)
    {
        string compression = options.Remove(Compression, out string? text)
            ? text.ToUpperInvariant()
            : ResultFormat.DefaultCompression;
        IReadOnlyList<string> known = ResultFormat.CompressionsOf(format);
        return known.Contains(compression)
            ? compression
            : throw cursor.Wrong(
                position, $"compression '{text}'. Expecting: {string.Join(", ", known.Select(n => $"'{n}'"))}");
    }

    private static void RequireKnown(Dictionary<string, string> rest, int position)
    {
        if (rest.Count > 0)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"NOT_SUPPORTED: Tarn does not have the option '{rest.Keys.First()}'",
                position,
                $"it has {TableType}, {Format}, {Compression}, {Location} and {Delimiter}; {PartitionedBy} for DELTA");
        }
    }
}
