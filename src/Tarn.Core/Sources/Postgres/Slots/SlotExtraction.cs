using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// Reads what a slot tells of one table since a position, up to the moment it is called. The slot itself is not moved:
/// that happens when the rows are safe.
/// </summary>
internal sealed class SlotExtraction(ExtractionContext context, SourceTable table, SlotPosition since)
{
    private const string NowSql =
        "SELECT (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::bigint, clock_timestamp()";

    private readonly PostgresServer _server = context.Settings.Server;

    private string Place => context.Sessions.PlaceOf(_server);

    /// <summary>
    /// Behind the commit that last emptied the table, when one did: then its rows have to be read whole.
    /// </summary>
    public long? TruncatedAt { get; private set; }

    /// <returns>Null when the table was emptied: see <see cref="TruncatedAt"/>.</returns>
    /// <exception cref="TarnException"><c>TN9205</c>: the slot no longer has what is needed.</exception>
    public async Task<SourceExtraction?> RunAsync(
        string directory, IProgress<SourceProgress> progress, CancellationToken cancellationToken)
    {
        await using NpgsqlConnection control = await context.Sessions.OpenAsync(_server, cancellationToken);
        object?[] now = (await control.RowsAsync(NowSql, [], cancellationToken))[0];
        long upTo = (long)now[0]!;
        DateTimeOffset asOf = new((DateTime)now[1]!);
        await control.RunAsync("BEGIN READ ONLY", cancellationToken);
        TableShape shape = await TableShape.ReadAsync(control, table, Place, cancellationToken);
        ReplicationSlot slot = new(control, since.Slot, Place);
        await RequireSlotAsync(slot, shape, cancellationToken);

        ChangeWriter changes = new(shape.Columns, table.Key, shape.Relation!.Id, since);
        TableFeedOptions options = context.OptionsOf(Place, $"reading slot '{since.Slot}'") with
        {
            Columns = shape.Columns,
            ConnectAsync = token => context.Sessions.OpenAsync(_server, token),
            Progress = read => progress.Report(new SourceProgress(read, null)),
        };
        FeedTarget target = context.TargetOf(
            shape.Fields, $", {ChangeColumns.Moment(asOf)} AS {ChangeFields.ExtractedAt}", directory, "new");
        List<WrittenFile> files =
        [
            .. await FeedWriter.WriteAsync(
                new ChangeFeed(options, changes, slot.PeekSql(upTo), cancellationToken),
                target,
                exception => PostgresErrors.Of(exception, Place, options.Work),
                cancellationToken),
        ];
        TruncatedAt = changes.TruncatedAt;
        if (TruncatedAt is not null)
        {
            return null;
        }

        if (changes.Unchanged.Count > 0)
        {
            files.AddRange(await ReadAgainAsync(shape, changes, asOf, options, directory, cancellationToken));
        }

        long change = changes.Unchanged.Count > 0 ? changes.Change + 1 : changes.Change;
        return new SourceExtraction
        {
            Fields = shape.Fields,
            Files = files,
            Rows = files.Sum(file => file.File.RowCount ?? 0),
            IsWhole = false,
            Next = new SlotPosition(since.Slot, Math.Max(upTo, changes.Commit)) { Change = change }.ToSourcePosition(),
            AsOf = asOf,
            ChangePosition = change,
            Warnings = shape.Unfit.ToWarnings(),
        };
    }

    private async Task RequireSlotAsync(
        ReplicationSlot slot, TableShape shape, CancellationToken cancellationToken)
    {
        await slot.RequireIdentityAsync(shape.Relation!, table.Key, cancellationToken);
        SlotState? state = await slot.ReadAsync(cancellationToken);
        string? lost = state is null ? $"there is no slot '{since.Slot}' any more"
            : !state.IsUsable ? $"slot '{since.Slot}' has lost its log, or is not one of pgoutput in this database"
            : state.Confirmed > since.Commit
                ? $"slot '{since.Slot}' is at {LogPosition.Format(state.Confirmed)}, behind the bookmark's "
                    + LogPosition.Format(since.Commit)
            : !await slot.IsPublishedAsync(shape.Relation!, cancellationToken)
                ? $"publication '{since.Slot}' does not have table {shape.Relation} any more"
            : null;
        if (lost is not null)
        {
            throw new TarnException(ErrorCodes.SourcePositionLost, $"{Place}: {lost}")
            {
                Hint = $"'tarn bookmark reset {table.Into}' lets the next run read the table whole",
            };
        }
    }

    /// <summary>Rows that were not sent in full come with a position behind all changes.</summary>
    private async Task<IReadOnlyList<WrittenFile>> ReadAgainAsync(
        TableShape shape,
        ChangeWriter changes,
        DateTimeOffset asOf,
        TableFeedOptions options,
        string directory,
        CancellationToken cancellationToken)
    {
        RangePlanner planner = new(shape.Columns, serverVersion: 0, readers: 1);
        TableFeed feed = new(
            options with { ReadersMax = 1 }, changes.Unchanged.ToRanges(shape.From, planner), cancellationToken);
        FeedTarget target = context.TargetOf(
            shape.Fields, ChangeColumns.OfSnapshot(table, asOf, changes.Change + 1), directory, "again");
        return await FeedWriter.WriteAsync(feed, target, feed.Translate, cancellationToken);
    }
}
