using Tarn.Sources.Postgres.Catalog;
using Tarn.Sources.Postgres.Increments;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Postgres.Types;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>Reads one table or query of a snapshot into data files.</summary>
internal sealed class TableExtraction(ExtractionContext context, PostgresSnapshot snapshot, SourceTable table)
{
    private string Work => $"reading {table.Name}";

    /// <summary>
    /// Where the changes of a slot go on after all rows of the snapshot; null for a table without a slot.
    /// </summary>
    public SlotPosition? SlotPosition { get; init; }

    /// <param name="since">Where the last extraction ended; null reads all.</param>
    /// <param name="directory">There, and empty.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SourceExtraction> RunAsync(
        SourcePosition? since,
        string directory,
        IProgress<SourceProgress> progress,
        CancellationToken cancellationToken)
    {
        TableShape shape = await TableShape.ReadAsync(snapshot.Connection, table, snapshot.Place, cancellationToken);
        PlannedRows rows = await PlanAsync(shape, since, cancellationToken);
        long before = PostgresPosition.Read<PostgresPosition>(since)?.Change ?? 0;
        long position = Math.Max(snapshot.LogPosition, before + 1);
        FeedTarget target = context.TargetOf(
            shape.Fields, ChangeColumns.OfSnapshot(table, snapshot.AsOf, position), directory, "new");
        IReadOnlyList<WrittenFile> files = rows.IsEmpty ? []
            : await WriteAsync(shape, shape.Columns, rows, target, progress, cancellationToken);
        long count = files.Sum(file => file.File.RowCount ?? 0);
        PostgresPosition? next = rows.Next is null ? null
            : rows.Next with { Change = count > 0 ? position : Math.Max(before, rows.Next.Change) };
        return new SourceExtraction
        {
            Fields = shape.Fields,
            Files = files,
            Rows = count,
            IsWhole = rows.IsWhole,
            Next = next?.ToSourcePosition(),
            AsOf = snapshot.AsOf,
            ChangePosition = position,
            KeyFiles = await WriteKeysAsync(shape, rows, directory, cancellationToken),
            Notes = rows.Notes,
            Warnings = shape.Unfit.ToWarnings(),
        };
    }

    private async Task<PlannedRows> PlanAsync(
        TableShape shape, SourcePosition? since, CancellationToken cancellationToken)
    {
        switch (table.Increment)
        {
            case SourceIncrement.Cursor cursor:
                return await new CursorRows(snapshot.Connection, shape.From, cursor, snapshot.Place).PlanAsync(
                    shape.AllColumns, PostgresPosition.Read<CursorPosition>(since), cancellationToken);
            case SourceIncrement.Transactions:
                TransactionRows.RequireFits(shape, snapshot.Place);
                return TransactionRows.Plan(
                    snapshot.Transactions with { Relation = shape.Relation!.Id },
                    PostgresPosition.Read<TransactionPosition>(since),
                    snapshot.IsReplica);
            default:
                return new PlannedRows(null, SlotPosition);
        }
    }

    private async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        TableShape shape,
        IReadOnlyList<PostgresColumn> columns,
        PlannedRows rows,
        FeedTarget target,
        IProgress<SourceProgress>? progress,
        CancellationToken cancellationToken)
    {
        RangePlanner planner = new(columns, snapshot.ServerVersion, context.Settings.Readers);
        IReadOnlyList<PostgresRelation> leaves = shape.Relation is null ? []
            : await RelationCatalog.LeavesAsync(snapshot.Connection, shape.Relation, cancellationToken);
        IReadOnlyList<RowRange> ranges = leaves.Count == 0 || rows.IsNarrow
            ? [planner.OfAll(shape.From, rows.Where)]
            : planner.OfPages(shape.Relation!, leaves, rows.Where);
        long about = leaves.Sum(leaf => Math.Max(0, leaf.RowsAbout));
        long? expected = rows.IsWhole && about > 0 ? about : null;
        TableFeedOptions options = context.OptionsOf(snapshot.Place, Work) with
        {
            Columns = columns,
            ConnectAsync = snapshot.ConnectAsync,
            RowsAbout = expected,
            Progress = read => progress?.Report(new SourceProgress(read, expected)),
        };
        TableFeed feed = new(options, ranges, cancellationToken);
        return await FeedWriter.WriteAsync(feed, target, feed.Translate, cancellationToken);
    }

    /// <summary>
    /// The keys of all rows, for who looks for deleted ones. When no transaction has been, nothing was deleted.
    /// </summary>
    private async Task<IReadOnlyList<string>?> WriteKeysAsync(
        TableShape shape, PlannedRows rows, string directory, CancellationToken cancellationToken)
    {
        bool isUnchanged = rows.IsEmpty && table.Increment is SourceIncrement.Transactions;
        if (table.Deletes != DeleteDetection.Keys || rows.IsWhole || isUnchanged)
        {
            return null;
        }

        IReadOnlyList<PostgresColumn> key = new ColumnChoice(table, snapshot.Place).KeyOf(shape.Columns);
        FeedTarget target = context.TargetOf([.. key.Select(column => column.Field)], "", directory, "keys");
        IReadOnlyList<WrittenFile> files = await WriteAsync(
            shape, key, new PlannedRows(null, null), target, null, cancellationToken);
        return [.. files.Select(file => file.LocalPath)];
    }
}
