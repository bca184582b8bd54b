using System.Threading.Channels;
using Tarn.Common;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;

namespace Tarn.Storage.Archive;

/// <summary>
/// Restores archived objects in the background, one after another. What was asked for is kept with the object, so that
/// a later process goes on with it. Disposing stops what runs and waits for it. Thread-safe.
/// </summary>
public sealed class RestoreService : IAsyncDisposable
{
    private const int WaitingMax = 10_000;

    private readonly Buckets _buckets;
    private readonly TimeProvider _timeProvider;
    private readonly Action<TarnException> _failed;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<(string Bucket, string Key, string? VersionId)> _waiting =
        Channel.CreateBounded<(string Bucket, string Key, string? VersionId)>(WaitingMax);

    private readonly Task _work;

    /// <param name="buckets">Of the lake.</param>
    /// <param name="timeProvider">Says when copies expire.</param>
    /// <param name="failed">Told of an object that cannot be restored; the next one is tried all the same.</param>
    public RestoreService(Buckets buckets, TimeProvider timeProvider, Action<TarnException> failed)
    {
        _buckets = buckets;
        _timeProvider = timeProvider;
        _failed = failed;
        _work = Task.Run(RunAsync);
    }

    /// <summary>Begins a restore, or keeps the copy that is there longer.</summary>
    /// <param name="bucket">Has the object.</param>
    /// <param name="key">Of the object.</param>
    /// <param name="days">How long a copy is wanted, from when it is there to a midnight UTC.</param>
    /// <param name="cancellationToken">Stops the request, not what it has begun.</param>
    public async Task<RestoreOutcome> RequestAsync(
        string bucket, string key, int days, CancellationToken cancellationToken)
    {
        LocalObjectStore store = _buckets.GetLocal(bucket);
        if (await store.FindAsync(key, cancellationToken) is not { } found)
        {
            return RestoreOutcome.Missing;
        }

        DateTimeOffset now = _timeProvider.GetUtcNow();
        RestoreMark mark = new(now, days);
        if (!found.Info.IsArchived)
        {
            return found.Attributes.Restore is null ? RestoreOutcome.NotArchived
                : await ExtendAsync(store, found, mark, cancellationToken);
        }

        if (found.Attributes.Restore is not null)
        {
            // The mark may be of a process that died.
            _waiting.Writer.TryWrite((bucket, key, null));
            return RestoreOutcome.InProgress;
        }

        await store.Archive.RequestAsync(key, mark, cancellationToken);
        _waiting.Writer.TryWrite((bucket, key, null));
        return RestoreOutcome.Begun;
    }

    /// <summary>
    /// As above, of a version that is not current. When the process dies before the copy is there, asking again goes
    /// on with it.
    /// </summary>
    public async Task<RestoreOutcome> RequestAsync(
        string bucket, ObjectVersion version, int days, CancellationToken cancellationToken)
    {
        BucketVersions versions = _buckets.GetLocal(bucket).Versions;
        RestoreMark mark = new(_timeProvider.GetUtcNow(), days);
        if (!version.IsArchived)
        {
            if (version.Attributes.Restore is null)
            {
                return RestoreOutcome.NotArchived;
            }

            ObjectAttributes extended = version.Attributes with
            {
                Restore = mark with { ExpiresAt = MidnightUtc.AfterDays(mark.RequestedAt, days) },
            };
            return await versions.SetAttributesAsync(version.Key, version.VersionId, extended, cancellationToken)
                ? RestoreOutcome.Extended
                : RestoreOutcome.Missing;
        }

        if (version.Attributes.Restore is null
            && !await versions.Archive.RequestAsync(version.Key, version.VersionId, mark, cancellationToken))
        {
            return RestoreOutcome.Missing;
        }

        _waiting.Writer.TryWrite((bucket, version.Key, version.VersionId));
        return version.Attributes.Restore is null ? RestoreOutcome.Begun : RestoreOutcome.InProgress;
    }

    /// <summary>Goes on with what was asked for and has not ended.</summary>
    public async Task ResumeAsync(CancellationToken cancellationToken)
    {
        foreach ((string bucket, _) in _buckets.List())
        {
            LocalObjectStore store = _buckets.GetLocal(bucket);
            await foreach (string key in store.Archive.ListAsync(cancellationToken))
            {
                AttributedObject? found = await store.FindAsync(key, cancellationToken);
                if (found is { Info.IsArchived: true, Attributes.Restore: not null })
                {
                    await _waiting.Writer.WriteAsync((bucket, key, null), cancellationToken);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private static async Task<RestoreOutcome> ExtendAsync(
        LocalObjectStore store, AttributedObject copy, RestoreMark mark, CancellationToken cancellationToken)
    {
        DateTimeOffset expiresAt = MidnightUtc.AfterDays(mark.RequestedAt, mark.Days);
        await store.SetAttributesAsync(
            copy.Info.Key,
            copy.Attributes with { Restore = mark with { ExpiresAt = expiresAt } },
            cancellationToken);
        return RestoreOutcome.Extended;
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach ((string bucket, string key, string? versionId) in
                _waiting.Reader.ReadAllAsync(_stop.Token))
            {
                await RestoreAsync(bucket, key, versionId);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The marks are kept; the next process goes on.
        }
    }

    private async Task RestoreAsync(string bucket, string key, string? versionId)
    {
        try
        {
            LocalObjectStore store = _buckets.GetLocal(bucket);
            if (versionId is not null)
            {
                await RestoreVersionAsync(store.Versions, key, versionId);
            }
            else if (await store.Archive.FindAsync(key, _stop.Token) is { Attributes.Restore: { } mark })
            {
                DateTimeOffset expiresAt = MidnightUtc.AfterDays(_timeProvider.GetUtcNow(), mark.Days);
                await store.Archive.RestoreAsync(key, expiresAt, _stop.Token);
            }
        }
        catch (TarnException exception)
        {
            _failed(exception);
        }
    }

    private async Task RestoreVersionAsync(BucketVersions versions, string key, string versionId)
    {
        if (await versions.FindAsync(key, versionId, _stop.Token) is { Attributes.Restore: { } mark })
        {
            DateTimeOffset expiresAt = MidnightUtc.AfterDays(_timeProvider.GetUtcNow(), mark.Days);
            await versions.Archive.RestoreAsync(key, versionId, expiresAt, _stop.Token);
        }
    }
}
