using Tarn.Engine;

namespace Tarn.Jobs.Checks;

/// <summary>The SQL condition under which a row fails a check; null counts as passing.</summary>
internal static class CheckCondition
{
    /// <summary>A condition over the row's own columns.</summary>
    /// <exception cref="InvalidOperationException">
    /// The check is judged in another way (unique, table-level).
    /// </exception>
    public static string FailsWhen(CheckDefinition check) => check switch
    {
        CheckDefinition.NotNull notNull => Any(notNull.Columns.Select(column => $"{Name(column)} IS NULL")),
        CheckDefinition.Range range => Any(Bounds(range)),
        CheckDefinition.AcceptedValues accepted =>
            $"{Name(accepted.Column)} IS NOT NULL "
            + $"AND {Name(accepted.Column)} NOT IN ({string.Join(", ", accepted.Values)})",
        CheckDefinition.Relationships relation => NotFound(relation),
        CheckDefinition.Sql sql => $"(\n{sql.Where}\n)",
        _ => throw new InvalidOperationException($"{check.GetType().Name} is not a condition on one row"),
    };

    private static string Name(string column) => SqlText.Identifier(column);

    private static string Any(IEnumerable<string> conditions) => string.Join(" OR ", conditions);

    private static IEnumerable<string> Bounds(CheckDefinition.Range range)
    {
        if (range.Min is not null)
        {
            yield return $"{Name(range.Column)} < {range.Min}";
        }

        if (range.Max is not null)
        {
            yield return $"{Name(range.Column)} > {range.Max}";
        }
    }

    private static string NotFound(CheckDefinition.Relationships relation)
    {
        string table = $"{Name(relation.ToTable.Database)}.{Name(relation.ToTable.Table)}";
        string target = Name(relation.ToColumn);
        return $"{Name(relation.Column)} IS NOT NULL AND {Name(relation.Column)} NOT IN "
            + $"(SELECT {target} FROM {table} WHERE {target} IS NOT NULL)";
    }
}
