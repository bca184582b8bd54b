using System.Runtime.CompilerServices;
using System.Text.Json;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Logs;

/// <summary>The events of a lake's log streams: written, read, and deleted when they are too old.</summary>
public sealed class LogEvents(LogStore store, TimeProvider timeProvider) : IDisposable
{
    // One writer at a time: a log is opened for each append, and shortened by the sweep.
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Adds events; they are durable when this returns.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such stream, or it is one of a run.</exception>
    public async Task AppendAsync(
        string group, string stream, IReadOnlyList<LogEvent> events, CancellationToken cancellationToken)
    {
        LogStream found = LogStore.FindWritable(await store.GetGroupAsync(group, cancellationToken), stream);
        await WithLogAsync(
            store.PathOf(found),
            log => log.AppendAsync(
                [
                    .. events.Select(one =>
                        (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(one, LogsJson.Default.LogEvent)),
                ],
                cancellationToken),
            cancellationToken);
    }

    /// <summary>The stream's events that are not too old, by their time.</summary>
    /// <exception cref="TarnException"><c>TN1003</c>: there is no such group or stream.</exception>
    public async Task<IReadOnlyList<LogEvent>> ReadAsync(
        string group, string stream, CancellationToken cancellationToken)
    {
        LogGroup found = await store.GetGroupAsync(group, cancellationToken);
        DateTimeOffset? cutOff = found.CutOff(timeProvider.GetUtcNow());
        List<LogEvent> events = [];
        await foreach (LogEvent one in ReadAllAsync(found, stream, cancellationToken))
        {
            if (cutOff is null || one.At >= cutOff)
            {
                events.Add(one);
            }
        }

        return [.. events.OrderBy(one => one.At)];
    }

    /// <summary>Deletes what is too old for its group.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        foreach (LogGroup group in await store.ListGroupsAsync(cancellationToken))
        {
            if (group.CutOff(timeProvider.GetUtcNow()) is not { } cutOff)
            {
                continue;
            }

            foreach (LogStream stream in group.Streams.Where(stream => File.Exists(store.PathOf(stream))))
            {
                await WithLogAsync(
                    store.PathOf(stream), log => RemoveBeforeAsync(log, cutOff, cancellationToken), cancellationToken);
            }

            if (store.SourceOf(group.Name) is { } source)
            {
                await source.RemoveBeforeAsync(cutOff, cancellationToken);
            }
        }
    }

    public void Dispose() => _gate.Dispose();

    private async IAsyncEnumerable<LogEvent> ReadAllAsync(
        LogGroup group, string name, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (group.Streams.FirstOrDefault(stream => stream.Name == name) is { } own)
        {
            if (File.Exists(store.PathOf(own)))
            {
                await foreach (LogFrame frame in CheckedLog.ReadFileAsync(store.PathOf(own), cancellationToken))
                {
                    yield return Parse(frame);
                }
            }

            yield break;
        }

        ILogSource source = store.SourceOf(group.Name) ?? throw LogStore.MissingStream(name);
        LogStream found = (await source.ListAsync(cancellationToken)).FirstOrDefault(stream => stream.Name == name)
            ?? throw LogStore.MissingStream(name);
        await foreach (LogEvent one in source.ReadAsync(found, cancellationToken))
        {
            yield return one;
        }
    }

    /// <summary>Up to the first event that stays: those behind it may be older, and go with it later.</summary>
    private static async Task RemoveBeforeAsync(
        CheckedLog log, DateTimeOffset cutOff, CancellationToken cancellationToken)
    {
        long keptFrom = log.LastSequence + 1;
        await foreach (LogFrame frame in log.ReadAsync(1, cancellationToken))
        {
            if (Parse(frame).At >= cutOff)
            {
                keptFrom = frame.Sequence;
                break;
            }
        }

        await log.RemoveBeforeAsync(keptFrom, cancellationToken);
    }

    private async Task WithLogAsync(string path, Func<CheckedLog, Task> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
            using CheckedLog log = await CheckedLog.OpenAsync(path, cancellationToken);
            await work(log);
        }
        finally
        {
            _gate.Release();
        }
    }

    private static LogEvent Parse(LogFrame frame) =>
        JsonSerializer.Deserialize(frame.Payload.Span, LogsJson.Default.LogEvent)!;
}
