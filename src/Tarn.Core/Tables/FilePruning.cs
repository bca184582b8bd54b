using Tarn.Engine.Parsing;
using Tarn.Tables.Pruning;

namespace Tarn.Tables;

/// <summary>
/// Leaves out the files of which partition values or statistics say that they hold no row a query wants.
/// </summary>
public static class FilePruning
{
    /// <summary>The files that may hold such rows. It never leaves out one that does.</summary>
    /// <param name="anyOfAllOf">
    /// For each place in the query that reads the table, the conditions its rows must meet there; a place without
    /// conditions wants all files, and so does an empty list.
    /// </param>
    public static IReadOnlyList<DataFile> Prune(
        TableSnapshot snapshot, IReadOnlyList<IReadOnlyList<ColumnPredicate>> anyOfAllOf)
    {
        if (anyOfAllOf.Count == 0 || anyOfAllOf.Any(allOf => allOf.Count == 0))
        {
            return snapshot.Files;
        }

        IReadOnlyList<IReadOnlyList<ColumnTest>> places =
            [.. anyOfAllOf.Select(IReadOnlyList<ColumnTest> (allOf) => [.. allOf.SelectMany(Tests)])];
        return
        [
            .. snapshot.Files.Where(file => places.Any(tests => tests.All(test => test.MayMatch(snapshot, file)))),
        ];

        IEnumerable<ColumnTest> Tests(ColumnPredicate predicate) => snapshot.Columns
            .Where(column => column.Name.Equals(predicate.Column, StringComparison.OrdinalIgnoreCase))
            .Take(1)
            .Select(column => new ColumnTest(column, predicate));
    }
}
