using System.Globalization;
using Tarn.Common;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Postgres.Positions;

namespace Tarn.Sources.Postgres.Increments;

/// <summary>
/// Rows that were written by transactions which had not ended when the table was read last. A row knows the transaction
/// that wrote it (<c>xmin</c>, 32 bits). All transactions below the oldest that was open then had ended and were seen;
/// everything from it on is read: some of it for a second time, nothing never. Savepoints have numbers of their own
/// above their transaction's, so the oldest bounds them too; a list of open transactions would not.
/// </summary>
internal static class TransactionRows
{
    // Numbers are compared around a circle of 2^32, so half of it is as far as one can look back.
    private const long DistanceMax = (1L << 31) - 10_000_000;

    /// <param name="now">The snapshot's.</param>
    /// <param name="since">Null reads all.</param>
    /// <param name="isReplica">
    /// Whether the snapshot may be older than the last, because another server was read.
    /// </param>
    public static PlannedRows Plan(TransactionPosition now, TransactionPosition? since, bool isReplica)
    {
        if (since is null)
        {
            return new PlannedRows(null, now);
        }

        if (now.DifferenceTo(since) is { } difference)
        {
            return new PlannedRows(null, now) { Notes = [$"read whole: {difference}"] };
        }

        if (now.Next < since.Next)
        {
            return isReplica
                ? new PlannedRows(null, since) { IsEmpty = true, Notes = ["the replica is behind the last extraction"] }
                : new PlannedRows(null, now)
                {
                    Notes = ["read whole: the server has had fewer transactions than the bookmark says"],
                };
        }

        if (now.Next - since.Oldest > DistanceMax)
        {
            return new PlannedRows(null, now)
            {
                Notes = ["read whole: so many transactions have been since that their numbers have come round"],
            };
        }

        bool isEmpty = since.Oldest == since.Next && now.Next == since.Next;
        return new PlannedRows(isEmpty ? null : WhereSql(since.Oldest), now) { IsEmpty = isEmpty };
    }

    /// <exception cref="TarnException"><c>TN9204</c>: it is no table.</exception>
    public static void RequireFits(TableShape shape, string place)
    {
        if (shape.Relation is not { Kind: 'r' or 'p' or 'm' })
        {
            throw new TarnException(
                ErrorCodes.SourceUnfit, $"{place}, {shape.Table.Name}: only tables know which transaction wrote a row")
            {
                Hint = "use 'by: {cursor: …}' for views and queries",
            };
        }
    }

    /// <summary>
    /// age() counts back from the next transaction, around the circle. Frozen rows keep their number: those that are
    /// half the circle old look younger than now, and are old.
    /// </summary>
    private static string WhereSql(long oldest) => string.Create(
        CultureInfo.InvariantCulture,
        $"age(xmin) BETWEEN 0 AND (SELECT age('{Math.Max(oldest & 0xffffffff, 3)}'::xid))");
}
