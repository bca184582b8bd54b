using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Connections;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// Transactions whose commit is in the log already, before where a slot begins, and which no snapshot shows yet: above
/// all while they wait for a synchronous standby. Rows of theirs would come neither by the slot nor by a snapshot that
/// is taken before they have ended.
/// </summary>
/// <param name="connection">To the primary.</param>
/// <param name="place">The source and its server, for messages.</param>
internal sealed class EarlierTransactions(NpgsqlConnection connection, string place)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Ends when all transactions that have begun by now have ended, so that snapshots show them.</summary>
    /// <exception cref="TarnException"><c>TN9202</c>, transient: one of them lasts longer.</exception>
    public async Task WaitAsync(TimeSpan timeMax, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        // One's own number is greater than those of all that write already.
        long now = await AskAsync("SELECT pg_catalog.pg_current_xact_id()::text::bigint", cancellationToken);
        long start = timeProvider.GetTimestamp();
        while (await AskAsync(
            "SELECT pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::text::bigint",
            cancellationToken) <= now)
        {
            if (timeProvider.GetElapsedTime(start) > timeMax)
            {
                throw new TarnException(
                    ErrorCodes.SourceRefused, $"{place}: transactions that write have not ended after {timeMax}")
                {
                    IsTransient = true,
                    Hint = "pg_stat_activity shows them; 'timeouts: {statement: …}' says how long they are waited for",
                };
            }

            await Task.Delay(Interval, timeProvider, cancellationToken);
        }
    }

    private async Task<long> AskAsync(string sql, CancellationToken cancellationToken) =>
        (long)(await connection.RowsAsync(sql, [], cancellationToken))[0][0]!;
}
