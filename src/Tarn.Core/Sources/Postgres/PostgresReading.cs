using Tarn.Common;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Extraction;
using Tarn.Sources.Reading;

namespace Tarn.Sources.Postgres;

/// <summary>
/// One look at a database. All tables are read as of one snapshot, unless the definition wants one for each. When the
/// snapshot is lost, what has been extracted with it cannot be completed by another: the reading is over then.
/// </summary>
internal sealed class PostgresReading(
    PostgresSourceDefinition definition, ExtractionContext context) : ISourceReading
{
    private PostgresSnapshot? _snapshot;
    private bool _isSnapshotUsed;

    /// <summary>Takes the snapshot.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken) =>
        _snapshot = await context.Retry.RunAsync(
            () => PostgresSnapshot.TakeAsync(context.Sessions, cancellationToken), cancellationToken);

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
        _isSnapshotUsed = true;
        retries = context.Retry.Count - retries;
        return retries == 0 ? extraction : extraction with
        {
            Notes = [.. extraction.Notes, $"read again {retries} times, because the connection was cut"],
        };
    }

    public Task ConfirmAsync(SourceTable table, SourcePosition position, CancellationToken cancellationToken) =>
        Task.CompletedTask;

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
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        Directory.CreateDirectory(directory);
        PostgresSnapshot snapshot = await LivingSnapshotAsync(cancellationToken);
        try
        {
            return await new TableExtraction(context, snapshot, table).RunAsync(
                since, directory, progress, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException and not TarnException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgresErrors.Of(exception, snapshot.Place, $"reading {table.Name}");
        }
    }

    private async Task<PostgresSnapshot> LivingSnapshotAsync(CancellationToken cancellationToken)
    {
        bool isFresh = _snapshot is not null && (definition.IsConsistent || !_isSnapshotUsed);
        if (isFresh && await _snapshot!.IsAliveAsync(cancellationToken))
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
        return _snapshot = await PostgresSnapshot.TakeAsync(context.Sessions, cancellationToken);
    }
}
