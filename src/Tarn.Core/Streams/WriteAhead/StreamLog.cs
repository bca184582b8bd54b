using Tarn.Common;

namespace Tarn.Streams.WriteAhead;

/// <summary>
/// The durable buffer of one stream: records get sequences, are durable when they are acknowledged, and can be read
/// until they are trimmed. Thread-safe. When the disk does not take a put, that put fails and the next one tries again.
/// </summary>
internal sealed class StreamLog : IDisposable
{
    private readonly string _directory;
    private readonly LogWriter _writer;
    private readonly LogSettings _settings;
    private readonly IIdSource _ids;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _segmentsGate = new();
    private readonly AppendQueue _queue;
    private readonly List<LogSegment> _segments;
    private LogSegment? _active;
    private long _nextSequence;

    private StreamLog(
        string directory,
        RecoveredLog recovered,
        LogWriter writer,
        LogSettings settings,
        IIdSource ids,
        TimeProvider timeProvider)
    {
        _directory = directory;
        _writer = writer;
        _settings = settings;
        _queue = new AppendQueue(settings);
        _ids = ids;
        _timeProvider = timeProvider;
        _segments = [.. recovered.Segments];
        _active = recovered.Active;
        _nextSequence = recovered.NextSequence;
        Damages = recovered.Damages;
        Waiting = new LogBacklog(recovered.UndeliveredBytes);
    }

    /// <summary>What could not be read when it was opened.</summary>
    public IReadOnlyList<LogDamage> Damages { get; }

    /// <summary>How much of it has not been delivered.</summary>
    public LogBacklog Waiting { get; }

    /// <summary>
    /// Called on the writer's thread with the first sequence of records that became durable together; must be quick and
    /// not throw.
    /// </summary>
    public Action<long>? Committed { get; set; }

    /// <summary>The sequence that the next durable record will have.</summary>
    public long NextSequence
    {
        get
        {
            lock (_segmentsGate)
            {
                return _nextSequence;
            }
        }
    }

    /// <summary>Opens or makes the log; what is damaged is set aside and told in <see cref="Damages"/>.</summary>
    /// <param name="directory">Of this stream alone.</param>
    /// <param name="delivered">Sequence of the last record that was delivered; 0 when none was.</param>
    /// <param name="spoken">The last sequence that was given and may not be given again.</param>
    /// <param name="writer">Writes it.</param>
    /// <param name="settings">Sizes.</param>
    /// <param name="ids">Names files while they are written.</param>
    /// <param name="timeProvider">Dates records.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TarnException"><c>TN4001</c> to <c>TN4003</c>: the disk.</exception>
    public static Task<StreamLog> OpenAsync(
        string directory,
        long delivered,
        long spoken,
        LogWriter writer,
        LogSettings settings,
        IIdSource ids,
        TimeProvider timeProvider,
        CancellationToken cancellationToken) => BlockingIo.RunAsync(
        () =>
        {
            try
            {
                RecoveredLog recovered = new LogRecovery(directory, ids, timeProvider.GetUtcNow())
                    .Run(delivered, spoken);
                return new StreamLog(directory, recovered, writer, settings, ids, timeProvider);
            }
            catch (Exception exception) when (IoErrors.IsIo(exception))
            {
                throw IoErrors.Translate(exception, $"open the log of a stream in '{directory}'");
            }
        },
        cancellationToken);

    /// <summary>Appends records; returns the sequence of the first once all are durable.</summary>
    /// <exception cref="TarnException">
    /// <c>TN9001</c>: too much waits for the disk; <c>TN4001</c> to <c>TN4003</c>: the disk does not take them.
    /// </exception>
    public Task<long> AppendAsync(IReadOnlyList<ReadOnlyMemory<byte>> records)
    {
        PendingAppend append = new(records, _timeProvider.GetUtcNow());
        if (_queue.Add(append))
        {
            _writer.Schedule(this);
        }

        return append.Done;
    }

    /// <summary>The durable records from the cursor on, oldest first; ends at those durable when it started.</summary>
    public LogRecords Read(LogCursor cursor)
    {
        lock (_segmentsGate)
        {
            return new LogRecords(
                cursor,
                [.. _segments
                    .Where(segment => segment.NextSequence > cursor.NextSequence)
                    .Select(segment => new DurableSegment(
                        segment.Path, segment.FirstSequence, segment.NextSequence, segment.Length))]);
        }
    }

    /// <summary>Deletes the files all of whose records come before the sequence.</summary>
    public void Trim(long beforeSequence)
    {
        List<LogSegment> passed;
        lock (_segmentsGate)
        {
            passed = [.. _segments.Where(segment => segment != _active && segment.NextSequence <= beforeSequence)];
            _segments.RemoveAll(passed.Contains);
        }

        // One that cannot be deleted now is when the log is opened again.
        foreach (LogSegment segment in passed)
        {
            segment.Dispose();
            DeleteIfPossible(segment.Path);
        }
    }

    /// <summary>Refuses further appends; done when those that wait are written.</summary>
    public Task CloseAsync() => _queue.CloseAsync();

    /// <summary>Takes appends again.</summary>
    public void Reopen() => _queue.Reopen();

    /// <summary>After <see cref="CloseAsync"/>.</summary>
    public void Dispose() => _segments.ForEach(segment => segment.Dispose());

    /// <summary>Writes some of what waits, on the writer's thread; true when more waits.</summary>
    internal bool WriteTurn(TurnBuffer buffer)
    {
        List<PendingAppend> appends = _queue.Take();
        try
        {
            Commit(appends, buffer);
        }
        catch (Exception exception)
        {
            Exception told = IoErrors.IsIo(exception)
                ? IoErrors.Translate(exception, $"append to the log in '{_directory}'")
                : exception;
            appends.ForEach(append => append.Fail(told));
        }

        return _queue.Finish(appends);
    }

    private static void DeleteIfPossible(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            // It only takes room.
        }
    }

    private void Commit(List<PendingAppend> appends, TurnBuffer buffer)
    {
        LogSegment segment = ActiveSegment();
        int bytes = appends.Sum(append => append.FrameBytes);
        Span<byte> frames = buffer.Take(bytes);
        long first = segment.NextSequence;
        long sequence = first;
        Span<byte> rest = frames;
        foreach (PendingAppend append in appends)
        {
            sequence = append.WriteTo(rest, sequence);
            rest = rest[append.FrameBytes..];
        }

        Store(segment, frames, sequence);
        Waiting.Add(appends.Sum(append => append.DataBytes));
        Committed?.Invoke(first);
        appends.ForEach(append => append.Complete());
    }

    private void Store(LogSegment segment, ReadOnlySpan<byte> frames, long nextSequence)
    {
        try
        {
            segment.Write(frames);
        }
        catch (IOException)
        {
            // Full disk, most likely. Without the partial frames the file is as before and stays usable.
            if (!segment.TryCutBack())
            {
                _active = null;
            }

            throw;
        }

        Failpoint.Hit(Failpoints.StreamsAppended);
        try
        {
            segment.Sync();
        }
        catch (IOException)
        {
            // The kernel reports a failed write once and may then drop the pages: the next goes to a new file.
            segment.TryCutBack();
            _active = null;
            throw;
        }

        lock (_segmentsGate)
        {
            segment.Advance(frames.Length, nextSequence);
            _nextSequence = nextSequence;
        }

        Failpoint.Hit(Failpoints.StreamsSynced);
    }

    private LogSegment ActiveSegment()
    {
        if (_active is { } active && active.Length < _settings.SegmentBytes)
        {
            return active;
        }

        LogSegment created = LogSegment.Create(_directory, _nextSequence, _ids);
        lock (_segmentsGate)
        {
            // A file that failed before it had any frame has the same name, and was replaced.
            foreach (LogSegment replaced in _segments.FindAll(old => old.FirstSequence == created.FirstSequence))
            {
                _segments.Remove(replaced);
                replaced.Dispose();
            }

            _segments.Add(created);
            _active = created;
        }

        return created;
    }
}
