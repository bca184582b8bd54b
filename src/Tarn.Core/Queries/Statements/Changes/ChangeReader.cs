namespace Tarn.Queries.Statements.Changes;

/// <summary>Reads DELETE and UPDATE, behind their first words.</summary>
internal static class ChangeReader
{
    /// <summary>Behind DELETE FROM.</summary>
    public static RowChange.Delete ReadDelete(StatementCursor cursor) =>
        new(cursor.TakeTableName(), TakeCondition(cursor));

    /// <summary>Behind UPDATE.</summary>
    public static RowChange.Update ReadUpdate(StatementCursor cursor)
    {
        NamedPlace table = cursor.TakeTableName();
        cursor.Take("SET");
        IReadOnlyList<Assignment> values = TakeAssignments(cursor, "WHERE");
        return new RowChange.Update(table, values, TakeCondition(cursor));
    }

    /// <summary><c>column = value, …</c></summary>
    /// <param name="end">The word that may follow.</param>
    public static IReadOnlyList<Assignment> TakeAssignments(StatementCursor cursor, string end)
    {
        List<Assignment> values = [];
        do
        {
            int position = cursor.Position;
            string column = cursor.TakeName();
            cursor.Take("=");
            values.Add(new Assignment(column, cursor.TakeFragment(",", end), position));
        }
        while (cursor.TryTake(","));
        return values;
    }

    private static SqlFragment? TakeCondition(StatementCursor cursor) =>
        cursor.TryTake("WHERE") ? cursor.TakeFragment() : null;
}
