using Npgsql;
using Tarn.Common;
using Tarn.Sources.Postgres.Catalog;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Postgres.Positions;
using Tarn.Sources.Postgres.Slots;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Postgres;

/// <summary>
/// One look at a database. All tables are read as of one snapshot, unless the definition wants one for each. When the
/// snapshot is lost, what has been extracted with it cannot be completed by another: the reading is over then. A table
/// with a slot is read whole once, and then by the changes that the slot tells up to the moment it is asked.
/// </summary>
internal sealed class PostgresReading(
    PostgresSourceDefinition definition, SourceReadingRequest request, ExtractionContext context) : ISourceReading
{
    private readonly SlotPositions _slotPositions = new(request.Positions);
    private readonly Dictionary<string, long> _slots = [];
    private PostgresSnapshot? _snapshot;
    private bool _isSnapshotUsed;

    /// <summary>A replica may not yet have what its primary's slot takes for granted.</summary>
    private PostgresServer RowServer => _slots.Count > 0 ? context.Settings.Server : context.Sessions.RowServer;

    /// <summary>
    /// Makes slots that are not there, and then takes the snapshot: what commits later comes by the slot.
    /// </summary>
    public Task OpenAsync(CancellationToken cancellationToken) => context.Retry.RunAsync(
        async () =>
        {
            await OpenSlotsAsync(cancellationToken);
            return _snapshot = await PostgresSnapshot.TakeAsync(context.Sessions, RowServer, cancellationToken);
        },
        cancellationToken);

    public async Task<SourceExtraction> ExtractAsync(
        SourceTable table,
        SourcePosition? since,
        string directory,
        IProgress<SourceProgress> progress,
        CancellationToken cancellationToken)
    {
        int retries = context.Retry.Count;
        SourceExtraction extraction = await context.Retry.RunAsync(
            () => TryAsync(table, since, directory, progress, cancellationToken), cancellationToken);
        if (PostgresPosition.Read<SlotPosition>(extraction.Next) is { } position)
        {
            _slotPositions.Begin(table.Into, position);
        }

        retries = context.Retry.Count - retries;
        return retries == 0 ? extraction : extraction with
        {
            Notes = [.. extraction.Notes, $"begun again {retries} times, because the connection was cut"],
        };
    }

    public async Task ConfirmAsync(SourceTable table, SourcePosition position, CancellationToken cancellationToken)
    {
        if (PostgresPosition.Read<SlotPosition>(position) is { } slot)
        {
            long commit = _slotPositions.Confirm(table.Into, slot);
            await OnPrimaryAsync(
                $"moving slot '{slot.Slot}' on",
                (connection, place) =>
                    new ReplicationSlot(connection, slot.Slot, place).AdvanceAsync(commit, cancellationToken),
                cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_snapshot is not null)
        {
            await _snapshot.DisposeAsync();
        }

        await context.Sessions.DisposeAsync();
    }

    private async Task<SourceExtraction> TryAsync(
        SourceTable table,
        SourcePosition? since,
        string directory,
        IProgress<SourceProgress> progress,
        CancellationToken cancellationToken)
    {
        try
        {
            Renew(directory);
            SlotPosition? start = null;
            if (table.Increment is SourceIncrement.Slot slot)
            {
                start = new SlotPosition(slot.Name, _slots[slot.Name]);
                if (PostgresPosition.Read<SlotPosition>(since) is { } position && position.Slot == slot.Name)
                {
                    SlotExtraction changes = new(context, table, position);
                    if (await changes.RunAsync(directory, progress, cancellationToken) is { } extraction)
                    {
                        return extraction;
                    }

                    Renew(directory);
                    start = start with { Commit = changes.TruncatedAt!.Value };
                    await WaitForEarlierAsync(cancellationToken);
                    await using PostgresSnapshot later = await PostgresSnapshot.TakeAsync(
                        context.Sessions, RowServer, cancellationToken);
                    return await ReadAsync(later, start);
                }
            }

            SourceExtraction whole = await ReadAsync(await LivingSnapshotAsync(cancellationToken), start);
            _isSnapshotUsed = true;
            return whole;
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not TarnException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.Of(exception, context.Sessions.PlaceOf(RowServer), $"reading {table.Name}");
        }

        Task<SourceExtraction> ReadAsync(PostgresSnapshot snapshot, SlotPosition? start) =>
            new TableExtraction(context, snapshot, table) { SlotPosition = start }.RunAsync(
                since, directory, progress, cancellationToken);
    }

    private static void Renew(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(directory);
    }

    private async Task<PostgresSnapshot> LivingSnapshotAsync(CancellationToken cancellationToken)
    {
        bool isWanted = _snapshot is not null && (definition.IsConsistent || !_isSnapshotUsed);
        if (isWanted && await _snapshot!.IsAliveAsync(cancellationToken))
        {
            return _snapshot;
        }

        if (definition.IsConsistent && _isSnapshotUsed)
        {
            throw new TarnException(
                ErrorCodes.SourceSnapshotLost,
                $"{_snapshot!.Place}: the connection that keeps the snapshot was cut after tables were read with it")
            {
                IsTransient = true,
                Hint = "run it again; 'snapshot: each' lets every table have its own",
            };
        }

        if (_snapshot is not null)
        {
            await _snapshot.DisposeAsync();
            _snapshot = null;
        }

        _isSnapshotUsed = false;
        return _snapshot = await PostgresSnapshot.TakeAsync(context.Sessions, RowServer, cancellationToken);
    }

    private async Task OpenSlotsAsync(CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, SourceTable> tables in request.Tables
            .Where(table => table.Increment is SourceIncrement.Slot)
            .GroupBy(table => ((SourceIncrement.Slot)table.Increment!).Name))
        {
            await OnPrimaryAsync(
                $"opening slot '{tables.Key}'",
                async (connection, place) =>
                {
                    ReplicationSlot slot = new(connection, tables.Key, place);
                    List<PostgresRelation> relations = [];
                    foreach (SourceTable table in tables.Where(table => !IsPublished(table)))
                    {
                        relations.Add(
                            await RelationCatalog.FindAsync(connection, table.Name, place, cancellationToken));
                    }

                    await slot.EnsureAsync(relations, cancellationToken);
                    _slots[tables.Key] = (await slot.ReadAsync(cancellationToken))!.Confirmed;
                },
                cancellationToken);
        }

        if (request.Tables.Any(table => table.Increment is SourceIncrement.Slot && !IsPublished(table)))
        {
            await WaitForEarlierAsync(cancellationToken);
        }
    }

    /// <summary>Before a snapshot that has to show all that had committed where a slot begins.</summary>
    private Task WaitForEarlierAsync(CancellationToken cancellationToken) => OnPrimaryAsync(
        "waiting for transactions that write",
        (connection, place) => new EarlierTransactions(connection, place).WaitAsync(
            context.Settings.StatementTimeout, context.TimeProvider, cancellationToken),
        cancellationToken);

    /// <summary>One that has a bookmark was published before; that it still is, is looked at when it is read.</summary>
    private bool IsPublished(SourceTable table) =>
        request.Positions.TryGetValue(table.Into, out SourcePosition? position)
        && PostgresPosition.Read<SlotPosition>(position) is not null;

    private async Task OnPrimaryAsync(
        string work, Func<NpgsqlConnection, string, Task> act, CancellationToken cancellationToken)
    {
        string place = context.Sessions.PlaceOf(context.Settings.Server);
        await using NpgsqlConnection connection = await context.Sessions.OpenAsync(
            context.Settings.Server, cancellationToken);
        try
        {
            await connection.RunAsync("SET default_transaction_read_only = off", cancellationToken);
            await act(connection, place);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not TarnException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.Of(exception, place, work);
        }
    }
}
