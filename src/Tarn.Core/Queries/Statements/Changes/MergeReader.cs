namespace Tarn.Queries.Statements.Changes;

/// <summary>Reads MERGE, behind MERGE INTO.</summary>
internal static class MergeReader
{
    private const string When = "WHEN";
    private const string Then = "THEN";

    public static RowChange.Merge Read(StatementCursor cursor)
    {
        NamedPlace table = cursor.TakeTableName();
        bool hasAlias = cursor.TryTake("AS") || !cursor.IsNext("USING");
        string? alias = hasAlias ? cursor.TakeName() : null;
        cursor.Take("USING");
        SqlFragment source = TakeSource(cursor);
        cursor.Take("ON");
        SqlFragment on = cursor.TakeFragment(When);
        List<MergeClause> clauses = [];
        int position = cursor.Position;
        cursor.Take(When);
        do
        {
            clauses.Add(TakeClause(cursor, position));
            position = cursor.Position;
        }
        while (cursor.TryTake(When));
        return new RowChange.Merge(table, alias, source, on, clauses);
    }

    /// <summary>The last ON before the first WHEN is MERGE's own; others before it are those of joins.</summary>
    private static SqlFragment TakeSource(StatementCursor cursor)
    {
        SqlFragment source = cursor.TakeFragment("ON", When, ",");
        while (cursor.HasBefore("ON", When, ahead: 1))
        {
            cursor.Take("ON");
            SqlFragment more = cursor.TakeFragment("ON", When, ",");
            source = cursor.Between(source.Start, more);
        }

        return source;
    }

    private static MergeClause TakeClause(StatementCursor cursor, int position)
    {
        bool isMatched = !cursor.TryTake("NOT MATCHED");
        if (isMatched)
        {
            cursor.Take("MATCHED");
        }

        SqlFragment? condition = cursor.TryTake("AND") ? cursor.TakeFragment(Then) : null;
        cursor.Take(Then);
        return new MergeClause(isMatched, condition, isMatched ? TakeChange(cursor) : TakeRow(cursor), position);
    }

    private static IReadOnlyList<Assignment>? TakeChange(StatementCursor cursor)
    {
        if (cursor.TryTake("DELETE"))
        {
            return null;
        }

        cursor.Take("UPDATE SET");
        return ChangeReader.TakeAssignments(cursor, When);
    }

    private static List<Assignment> TakeRow(StatementCursor cursor)
    {
        cursor.Take("INSERT");
        List<(string Name, int Position)> columns = [];
        if (cursor.TryTake("("))
        {
            do
            {
                int position = cursor.Position;
                columns.Add((cursor.TakeName(), position));
            }
            while (cursor.TryTake(","));
            cursor.Take(")");
        }

        cursor.Take("VALUES");
        int start = cursor.Position;
        cursor.Take("(");
        List<Assignment> values = [];
        do
        {
            SqlFragment value = cursor.TakeFragment(",", ")");
            (string? name, int position) = values.Count < columns.Count ? columns[values.Count] : (null, value.Start);
            values.Add(new Assignment(name, value, position));
        }
        while (cursor.TryTake(","));
        cursor.Take(")");
        return columns.Count == 0 || columns.Count == values.Count
            ? values
            : throw cursor.Wrong(start, $"{columns.Count} columns are named and {values.Count} values given");
    }
}
