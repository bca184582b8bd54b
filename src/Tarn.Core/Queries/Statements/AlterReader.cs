namespace Tarn.Queries.Statements;

/// <summary>Reads ALTER and DROP, behind their first word.</summary>
internal static class AlterReader
{
    public static Statement Read(StatementCursor cursor, int start)
    {
        if (cursor.IsNext("DATABASE") || cursor.IsNext("SCHEMA") || cursor.IsNext("VIEW"))
        {
            throw StatementReader.IsNotBuilt("ALTER of other things than tables as", start);
        }

        cursor.Take("TABLE");
        NamedPlace table = cursor.TakeTableName();
        if (cursor.TryTake("ADD COLUMNS"))
        {
            return new Statement.AddColumns(table, ClauseText.TakeColumns(cursor), IsReplacement: false);
        }

        if (cursor.TryTake("REPLACE COLUMNS"))
        {
            return new Statement.AddColumns(table, ClauseText.TakeColumns(cursor), IsReplacement: true);
        }

        if (cursor.TryTake("SET TBLPROPERTIES"))
        {
            return new Statement.SetProperties(table, ClauseText.TakeProperties(cursor));
        }

        if (cursor.TryTake("SET LOCATION"))
        {
            return new Statement.SetLocation(table, ClauseText.TakeLocation(cursor));
        }

        if (cursor.TryTake("DROP"))
        {
            bool ifExists = cursor.TryTake("IF EXISTS");
            return new Statement.DropPartitions(table, TakePartitions(cursor), ifExists);
        }

        cursor.Take("ADD");
        bool ifNotExists = cursor.TryTake("IF NOT EXISTS");
        return new Statement.AddPartitions(table, TakePartitions(cursor), ifNotExists);
    }

    public static Statement ReadDrop(StatementCursor cursor)
    {
        if (cursor.TryTake("DATABASE") || cursor.TryTake("SCHEMA"))
        {
            bool ifExists = cursor.TryTake("IF EXISTS");
            int position = cursor.Position;
            string name = cursor.TakeName();
            bool isCascade = !cursor.TryTake("RESTRICT") && cursor.TryTake("CASCADE");
            return new Statement.DropDatabase(name, position, ifExists, isCascade);
        }

        bool isView = cursor.TryTake("VIEW");
        if (!isView)
        {
            cursor.Take("TABLE");
        }

        bool isFine = cursor.TryTake("IF EXISTS");
        return new Statement.Drop(cursor.TakeTableName(), isView, isFine);
    }

    private static List<PartitionSpec> TakePartitions(StatementCursor cursor)
    {
        List<PartitionSpec> partitions = [ClauseText.TakePartition(cursor)];
        while (cursor.TryTake(",") || cursor.IsNext("PARTITION"))
        {
            partitions.Add(ClauseText.TakePartition(cursor));
        }

        return partitions;
    }
}
