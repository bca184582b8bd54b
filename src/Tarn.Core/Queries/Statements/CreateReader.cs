using Tarn.Catalog.Entries;

namespace Tarn.Queries.Statements;

/// <summary>Reads CREATE, behind its first word.</summary>
internal static class CreateReader
{
    public static Statement Read(StatementCursor cursor)
    {
        if (cursor.TryTake("DATABASE") || cursor.TryTake("SCHEMA"))
        {
            return ReadDatabase(cursor);
        }

        if (cursor.TryTake("VIEW"))
        {
            return ReadView(cursor, orReplace: false);
        }

        if (cursor.TryTake("OR REPLACE VIEW"))
        {
            return ReadView(cursor, orReplace: true);
        }

        if (cursor.TryTake("TABLE"))
        {
            return WriteReader.ReadCreateTable(cursor);
        }

        cursor.Take("EXTERNAL TABLE");
        return new ExternalTableReader(cursor).Read();
    }

    private static Statement.CreateDatabase ReadDatabase(StatementCursor cursor)
    {
        bool ifNotExists = cursor.TryTake("IF NOT EXISTS");
        int position = cursor.Position;
        DatabaseEntry entry = new(cursor.TakeName());
        if (cursor.TryTake("COMMENT"))
        {
            entry = entry with { Description = cursor.TakeText() };
        }

        if (cursor.TryTake("LOCATION"))
        {
            entry = entry with { LocationUri = ClauseText.TakeLocation(cursor).ToString() };
        }

        if (cursor.TryTake("WITH DBPROPERTIES"))
        {
            entry = entry with { Properties = ClauseText.TakeProperties(cursor) };
        }

        return new Statement.CreateDatabase(entry, position, ifNotExists);
    }

    private static Statement.CreateView ReadView(StatementCursor cursor, bool orReplace)
    {
        NamedPlace view = cursor.TakeTableName();
        cursor.Take("AS");
        return cursor.AtEnd
            ? throw cursor.Unexpected("<query>")
            : new Statement.CreateView(view, cursor.Rest.TrimEnd().TrimEnd(';'), cursor.Position, orReplace);
    }
}
