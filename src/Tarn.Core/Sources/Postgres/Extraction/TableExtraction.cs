using System.Globalization;
using Tarn.Common;
using Tarn.Engine;
using Tarn.Sources.Postgres.Catalog;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Increments;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Postgres.Types;
using Tarn.Sources.Reading;
using Tarn.Tables;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>Reads one table or query of a snapshot into data files.</summary>
internal sealed class TableExtraction(ExtractionContext context, PostgresSnapshot snapshot, SourceTable table)
{
    private const string KeyFilesPrefix = "keys";

    private readonly Unfit _unfit = new();

    private string Work => $"reading {table.Name}";

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
        PostgresRelation? relation = table.Query is not null ? null
            : await RelationCatalog.FindAsync(snapshot.Connection, table.Name, snapshot.Place, cancellationToken);
        if (relation is { Kind: 'r' or 'p' })
        {
            await snapshot.Connection.RunAsync($"LOCK TABLE {relation.Sql} IN ACCESS SHARE MODE", cancellationToken);
        }

        TypeMap map = new(_unfit);
        IReadOnlyList<PostgresColumn> all = relation is null
            ? await RelationCatalog.ColumnsAsync(snapshot.Connection, table.Query!, map, cancellationToken)
            : await RelationCatalog.ColumnsAsync(snapshot.Connection, relation, map, cancellationToken);
        ColumnChoice choice = new(table, snapshot.Place);
        IReadOnlyList<PostgresColumn> columns = choice.Of(all);
        string from = relation?.Sql ?? $"({table.Query!.TrimEnd().TrimEnd(';')}\n) AS source";
        PlannedRows rows = await PlanAsync(relation, from, all, since, cancellationToken);
        IReadOnlyList<WrittenFile> files = rows.IsEmpty ? []
            : await WriteAsync(
                relation, from, columns, rows, ChangeColumns.OfSnapshot(table, snapshot), directory,
                $"{context.RunId}-new", progress, cancellationToken);
        return new SourceExtraction
        {
            Fields = [.. columns.Select(column => column.Field), .. table.TellsChanges ? ChangeFields.All : []],
            Files = files,
            Rows = files.Sum(file => file.File.RowCount ?? 0),
            IsWhole = rows.IsWhole,
            Next = rows.Next?.ToSourcePosition(),
            AsOf = snapshot.AsOf,
            ChangePosition = snapshot.LogPosition,
            KeyFiles = rows.IsWhole || rows.IsEmpty && IsByTransactions || table.Deletes != DeleteDetection.Keys
                ? null
                : await WriteKeysAsync(relation, from, choice.KeyOf(columns), directory, cancellationToken),
            Notes = rows.Notes,
            Warnings = _unfit.ToWarnings(),
        };
    }

    private bool IsByTransactions => table.Increment is SourceIncrement.Transactions;

    private async Task<PlannedRows> PlanAsync(
        PostgresRelation? relation,
        string from,
        IReadOnlyList<PostgresColumn> columns,
        SourcePosition? since,
        CancellationToken cancellationToken)
    {
        switch (table.Increment)
        {
            case SourceIncrement.Cursor cursor:
                return await new CursorRows(snapshot.Connection, from, cursor, snapshot.Place).PlanAsync(
                    columns, PostgresPosition.Read<CursorPosition>(since), cancellationToken);
            case SourceIncrement.Transactions when relation is not { Kind: 'r' or 'p' or 'm' }:
                throw new TarnException(
                    ErrorCodes.SourceUnfit, $"{snapshot.Place}, {Work}: only tables know which transaction wrote a row")
                {
                    Hint = "use 'by: {cursor: …}' for views and queries",
                };
            case SourceIncrement.Transactions:
                return TransactionRows.Plan(
                    snapshot.Transactions, PostgresPosition.Read<TransactionPosition>(since), snapshot.IsReplica);
            default:
                return new PlannedRows(null, null);
        }
    }

    private async Task<IReadOnlyList<WrittenFile>> WriteAsync(
        PostgresRelation? relation,
        string from,
        IReadOnlyList<PostgresColumn> columns,
        PlannedRows rows,
        string suffixSql,
        string directory,
        string filePrefix,
        IProgress<SourceProgress> progress,
        CancellationToken cancellationToken)
    {
        RangePlanner planner = new(columns, snapshot.ServerVersion, context.Settings.Readers);
        IReadOnlyList<PostgresRelation> leaves = relation is null ? []
            : await RelationCatalog.LeavesAsync(snapshot.Connection, relation, cancellationToken);
        IReadOnlyList<RowRange> ranges = relation is null || rows.IsNarrow || leaves.Count == 0
            ? [planner.OfAll(from, rows.Where)]
            : planner.OfPages(relation, leaves, rows.Where);
        long about = leaves.Sum(leaf => Math.Max(0, leaf.RowsAbout));
        long? expected = rows.IsWhole && about > 0 ? about : null;
        TableFeed feed = new(
            new TableFeedOptions
            {
                Columns = columns,
                ConnectAsync = snapshot.ConnectAsync,
                ReadersMax = context.Settings.Readers,
                Rate = context.Rate,
                Retry = context.Retry,
                RetriesMax = context.Settings.RetriesMax,
                TimeProvider = context.TimeProvider,
                RowsAbout = expected,
                Progress = read => progress.Report(new SourceProgress(read, expected)),
                Place = snapshot.Place,
                Work = Work,
            },
            ranges,
            cancellationToken);
        IEnumerable<TableField> fields = columns.Select(column => column.Field);
        return await FeedWriter.WriteAsync(
            feed, suffixSql, [.. fields, .. suffixSql.Length > 0 ? ChangeFields.All : []], directory, filePrefix,
            cancellationToken);
    }

    private async Task<IReadOnlyList<string>> WriteKeysAsync(
        PostgresRelation? relation,
        string from,
        IReadOnlyList<PostgresColumn> key,
        string directory,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<WrittenFile> files = await WriteAsync(
            relation, from, key, new PlannedRows(null, null), "", directory,
            $"{context.RunId}-{KeyFilesPrefix}", new Progress<SourceProgress>(), cancellationToken);
        return [.. files.Select(file => file.LocalPath)];
    }
}
