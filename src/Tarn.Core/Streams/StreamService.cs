using System.Collections.Concurrent;
using Tarn.Common;
using Tarn.Streams.Delivery;
using Tarn.Streams.Stages;
using Tarn.Streams.WriteAhead;

namespace Tarn.Streams;

/// <summary>
/// The delivery streams of a lake while a process serves them. One process at a time, which the lake's lock ensures;
/// thread-safe.
/// </summary>
public sealed class StreamService : IStreamPuts, IAsyncDisposable
{
    private const string Folder = "streams";
    private const string Scratch = "scratch/streams";

    private static readonly TimeSpan FlushTimeMax = TimeSpan.FromSeconds(30);

    private readonly StreamsParts _parts;
    private readonly StoredStreams _stored;
    private readonly DeliveryParts _delivery;
    private readonly LogWriter _writer = new();
    private readonly SemaphoreSlim _changes = new(1, 1);
    private readonly ConcurrentDictionary<string, LiveStream> _live = new(StringComparer.Ordinal);

    private StreamService(StreamsParts parts)
    {
        _parts = parts;
        _stored = new StoredStreams(parts.Documents, parts.TimeProvider);
        _delivery = new DeliveryParts
        {
            Buckets = parts.Buckets,
            States = new DeliveryStates(parts.Documents),
            ScratchDirectory = Path.Join(parts.StateDirectory, Scratch),
            Catalog = parts.Catalog,
            Engine = parts.Engine,
            Stages = new RecordStages(parts.Engine, parts.Functions),
            IdSource = parts.IdSource,
            TimeProvider = parts.TimeProvider,
            Failed = parts.Failed,
        };
    }

    /// <summary>Opens the streams; delivery goes on where it was.</summary>
    /// <param name="parts">What they work with.</param>
    /// <param name="ofFiles">What the files of the lake define.</param>
    /// <param name="cancellationToken">Stops the start.</param>
    /// <exception cref="TarnException"><c>TN4001</c> to <c>TN4003</c>, <c>TN4007</c>: the disk.</exception>
    public static async Task<StreamService> StartAsync(
        StreamsParts parts, IReadOnlyList<StreamDefinition> ofFiles, CancellationToken cancellationToken)
    {
        StreamService service = new(parts);
        try
        {
            // Of a process that was killed while it made objects.
            await BlockingIo.RunAsync(
                () => RemoveDirectory(service._delivery.ScratchDirectory), cancellationToken);
            HashSet<string> names = [.. ofFiles.Select(definition => definition.Name)];
            foreach (KnownStream stream in await service._stored.OpenAsync(ofFiles, cancellationToken))
            {
                LiveStream live = await service.OpenAsync(stream, cancellationToken);
                bool isGone = stream.IsOfFile && !names.Contains(stream.Definition.Name);
                if (isGone && live.Status().WaitingRecords == 0)
                {
                    await service.RemoveAsync(live);
                }
            }

            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>All, in ordinal order of their names.</summary>
    public IReadOnlyList<KnownStream> List() => [.. Ordered().Select(live => live.Known)];

    /// <summary>All, and how they are doing, in ordinal order of their names.</summary>
    public IReadOnlyList<StreamStatus> Statuses() => [.. Ordered().Select(live => live.Status())];

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public KnownStream Get(string name) => Live(name).Known;

    /// <exception cref="TarnException"><c>TN1003</c>: there is none.</exception>
    public StreamStatus StatusOf(string name) => Live(name).Status();

    /// <summary>Makes a stream for a client.</summary>
    /// <param name="definition">Keeps the rules of streams.</param>
    /// <param name="tags">Kept and shown.</param>
    /// <param name="details">What the client said, in its own words.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    /// <exception cref="TarnException"><c>TN5010</c>: there is one already; <c>TN1005</c>: not a name.</exception>
    public Task<KnownStream> CreateAsync(
        StreamDefinition definition,
        IReadOnlyDictionary<string, string> tags,
        string? details,
        CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            KnownStream stream = _stored.New(definition, isOfFile: false) with { Tags = tags, Details = details };
            await _stored.AddAsync(stream, cancellationToken);
            try
            {
                return (await OpenAsync(stream, CancellationToken.None)).Known;
            }
            catch (TarnException)
            {
                await _stored.RemoveAsync(definition.Name, CancellationToken.None);
                throw;
            }
        },
        cancellationToken);

    /// <summary>Stores what the change makes of a stream; another definition makes another version.</summary>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: a file of the lake defines it.
    /// </exception>
    public Task<KnownStream> UpdateAsync(
        string name, Func<KnownStream, KnownStream> change, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            LiveStream live = OfClient(name);
            KnownStream changed = await _stored.UpdateAsync(name, change, cancellationToken);
            live.Change(changed);
            return changed;
        },
        cancellationToken);

    /// <summary>Delivers what waits, and removes the stream.</summary>
    /// <param name="name">Of the stream.</param>
    /// <param name="isForced">Whether records that cannot be delivered are given up.</param>
    /// <param name="cancellationToken">Looked at before anything is changed.</param>
    /// <exception cref="TarnException">
    /// <c>TN1003</c>: there is none; <c>TN3005</c>: a file of the lake defines it; <c>TN4008</c>: records wait that
    /// cannot be delivered now.
    /// </exception>
    public Task DeleteAsync(string name, bool isForced, CancellationToken cancellationToken) => AloneAsync(
        async () =>
        {
            LiveStream live = OfClient(name);
            if (!isForced)
            {
                await EmptyAsync(live, cancellationToken);
            }

            await RemoveAsync(live);
            return name;
        },
        cancellationToken);

    /// <summary>Delivers what was acknowledged before, without waiting for the buffer to fill.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such stream.</exception>
    public Task FlushAsync(string name, CancellationToken cancellationToken) =>
        Live(name).FlushAsync(cancellationToken);

    public Task<IReadOnlyList<PutOutcome>> PutAsync(
        string stream, IReadOnlyList<ReadOnlyMemory<byte>> records, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Live(stream).PutAsync(records);
    }

    /// <summary>Stops delivery; what waits is delivered by the next process.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (LiveStream live in _live.Values)
        {
            await live.DisposeAsync();
        }

        _writer.Dispose();
        _changes.Dispose();
    }

    private static void RemoveDirectory(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private IEnumerable<LiveStream> Ordered() =>
        _live.Values.OrderBy(live => live.Known.Definition.Name, StringComparer.Ordinal);

    private LiveStream Live(string name) => _live.GetValueOrDefault(name)
        ?? throw new TarnException(ErrorCodes.UnknownName, $"there is no stream '{name}'")
        {
            Hint = Suggestion.DidYouMean(name, _live.Keys) ?? "'tarn streams list' lists those there are",
        };

    private LiveStream OfClient(string name)
    {
        LiveStream live = Live(name);
        return live.Known.IsOfFile
            ? throw new TarnException(ErrorCodes.StatementNotAllowed, $"a file of the lake defines the stream '{name}'")
            {
                Hint = "change the file in streams/ and start the server again",
            }
            : live;
    }

    private async Task EmptyAsync(LiveStream live, CancellationToken cancellationToken)
    {
        try
        {
            // What is put from now on would be acknowledged and deleted.
            await live.CloseAsync();
            await live.FlushAsync(cancellationToken)
                .WaitAsync(FlushTimeMax, _parts.TimeProvider, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            live.Reopen();
            throw;
        }
        catch (TimeoutException)
        {
            live.Reopen();
            StreamStatus status = live.Status();
            throw new TarnException(
                ErrorCodes.StateConflict,
                $"{status.WaitingRecords} records of stream '{live.Known.Definition.Name}' wait for delivery: "
                + (status.LastError ?? "it goes on"))
            {
                IsTransient = true,
                Hint = "Let it deliver them, or force the stream's removal to give them up.",
            };
        }
    }

    /// <summary>In an order in which nothing of it is delivered again if it ends half-way.</summary>
    private async Task RemoveAsync(LiveStream live)
    {
        string name = live.Known.Definition.Name;
        _live.TryRemove(name, out _);
        await live.DisposeAsync();
        await BlockingIo.RunAsync(() => RemoveDirectory(DirectoryOf(name)), CancellationToken.None);
        await _delivery.States.RemoveAsync(name, CancellationToken.None);
        await _stored.RemoveAsync(name, CancellationToken.None);
    }

    private async Task<LiveStream> OpenAsync(KnownStream stream, CancellationToken cancellationToken)
    {
        string name = stream.Definition.Name;
        DeliveryState state = await _delivery.States.ReadAsync(name, cancellationToken);
        StreamLog log = await StreamLog.OpenAsync(
            DirectoryOf(name),
            state.Delivered,
            state.Spoken,
            _writer,
            _parts.Logs,
            _parts.IdSource,
            _parts.TimeProvider,
            cancellationToken);
        return _live[name] = new LiveStream(stream, log, state, _delivery);
    }

    private string DirectoryOf(string stream) => Path.Join(_parts.StateDirectory, Folder, stream);

    private async Task<T> AloneAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        await _changes.WaitAsync(cancellationToken);
        try
        {
            return await change();
        }
        finally
        {
            _changes.Release();
        }
    }
}
