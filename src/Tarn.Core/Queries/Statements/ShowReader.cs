namespace Tarn.Queries.Statements;

/// <summary>Reads SHOW and DESCRIBE, behind their first word.</summary>
internal static class ShowReader
{
    public static Statement Read(StatementCursor cursor)
    {
        if (cursor.TryTake("DATABASES") || cursor.TryTake("SCHEMAS"))
        {
            return new Statement.ShowDatabases(ReadPattern(cursor));
        }

        if (cursor.TryTake("TABLES"))
        {
            return new Statement.ShowTables(ReadDatabase(cursor), ReadPattern(cursor));
        }

        if (cursor.TryTake("VIEWS"))
        {
            return new Statement.ShowViews(ReadDatabase(cursor), ReadPattern(cursor));
        }

        if (cursor.TryTake("COLUMNS"))
        {
            return ReadColumns(cursor);
        }

        if (cursor.TryTake("PARTITIONS"))
        {
            return new Statement.ShowPartitions(cursor.TakeTableName());
        }

        if (cursor.TryTake("CREATE TABLE"))
        {
            return new Statement.ShowCreate(cursor.TakeTableName(), IsView: false);
        }

        if (cursor.TryTake("CREATE VIEW"))
        {
            return new Statement.ShowCreate(cursor.TakeTableName(), IsView: true);
        }

        cursor.Take("TBLPROPERTIES");
        return ReadProperties(cursor);
    }

    public static Statement.Describe ReadDescribe(StatementCursor cursor)
    {
        bool isFormatted = cursor.TryTake("FORMATTED") || cursor.TryTake("EXTENDED");
        return new Statement.Describe(cursor.TakeTableName(), isFormatted);
    }

    private static Statement.ShowColumns ReadColumns(StatementCursor cursor)
    {
        RequireInOrFrom(cursor);
        return new Statement.ShowColumns(cursor.TakeTableName());
    }

    private static Statement.ShowProperties ReadProperties(StatementCursor cursor)
    {
        NamedPlace table = cursor.TakeTableName();
        if (!cursor.TryTake("("))
        {
            return new Statement.ShowProperties(table, null);
        }

        string property = cursor.TakeText();
        cursor.Take(")");
        return new Statement.ShowProperties(table, property);
    }

    private static string? ReadDatabase(StatementCursor cursor) =>
        cursor.TryTake("IN") || cursor.TryTake("FROM") ? cursor.TakeName() : null;

    private static void RequireInOrFrom(StatementCursor cursor)
    {
        if (!cursor.TryTake("IN"))
        {
            cursor.Take("FROM");
        }
    }

    private static NamePattern? ReadPattern(StatementCursor cursor)
    {
        bool isRequired = cursor.TryTake("LIKE");
        if (!isRequired && !cursor.IsText)
        {
            return null;
        }

        int position = cursor.Position;
        string text = cursor.TakeText();
        try
        {
            return new NamePattern(text);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw cursor.Wrong(position, $"'{text}' is not a regular expression: {exception.Message}");
        }
    }
}
