using Tarn.Catalog.Hive;

namespace Tarn.Queries.Statements;

/// <summary>Reads statements that write the rows of a query to files: CREATE TABLE AS, INSERT INTO, UNLOAD.</summary>
internal static class WriteReader
{
    /// <summary>Behind CREATE TABLE.</summary>
    public static Statement.CreateTableAs ReadCreateTable(StatementCursor cursor)
    {
        bool ifNotExists = cursor.TryTake("IF NOT EXISTS");
        NamedPlace table = cursor.TakeTableName();
        string? comment = cursor.TryTake("COMMENT") ? cursor.TakeText() : null;
        WriteOptions options = cursor.TryTake("WITH")
            ? WriteOptions.Take(cursor)
            : WriteOptions.Empty(cursor, table.Position);
        StoragePlace? location = options.TakeLocation();
        bool isDelta = options.TakeIsDelta();
        IReadOnlyList<string> partitionedBy = options.TakePartitionedBy();
        ResultFormat format = isDelta
            ? options.TakeDeltaFormat()
            : options.TakeFormat(ResultFormat.TableNames, ResultFormat.Parquet);
        options.RequireNoOthers();
        cursor.Take("AS");
        return new Statement.CreateTableAs(table, TakeQuery(cursor), ifNotExists)
        {
            Comment = comment,
            Location = location,
            Format = format,
            IsDelta = isDelta,
            PartitionedBy = partitionedBy,
        };
    }

    /// <summary>Behind INSERT INTO.</summary>
    public static Statement.Insert ReadInsert(StatementCursor cursor)
    {
        NamedPlace table = cursor.TakeTableName();
        List<string>? columns = null;
        bool isQuery = cursor.IsNext("SELECT", 1) || cursor.IsNext("WITH", 1) || cursor.IsNext("VALUES", 1)
            || cursor.IsNext("(", 1);
        if (cursor.IsNext("(") && !isQuery)
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
        WriteOptions options = WriteOptions.Take(cursor);
        IReadOnlyList<string> partitionedBy = options.TakePartitionedBy();
        ResultFormat format = options.TakeFormat(ResultFormat.Names, otherwise: null);
        options.RequireNoOthers();
        return new Statement.Unload(query, place, format, options.Position) { PartitionedBy = partitionedBy };
    }

    private static EmbeddedQuery TakeQuery(StatementCursor cursor) => cursor.AtEnd
        ? throw cursor.Unexpected("<query>")
        : new EmbeddedQuery(cursor.Rest.TrimEnd().TrimEnd(';'), cursor.Position);
}
