using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Tarn.Common;

namespace Tarn.State;

/// <summary>
/// An append-only file of checked frames (docs/formats/state.md). An append is durable when it returns; appends that
/// come in while a sync is under way share the next one. Thread-safe; one process at a time, which the lake's lock
/// ensures. Failures of the disk are <c>TN4001</c> to <c>TN4003</c>.
/// </summary>
public sealed class CheckedLog : IDisposable
{
    private const int FramesPerRead = 256;

    private readonly string _path;
    private readonly object _queueGate = new();
    private readonly object _fileGate = new();
    private List<LogAppend> _queue = [];
    private SafeFileHandle _file;
    private long _length;
    private long _nextSequence;
    private Exception? _failure;

    private CheckedLog(OpenedLog opened)
    {
        _path = opened.Path;
        _file = opened.File;
        _length = opened.Length;
        _nextSequence = opened.NextSequence;
        CutTail = opened.CutTail;
    }

    /// <summary>
    /// What opening cut off: an append that was under way when the last process died. Null when nothing.
    /// </summary>
    public TornTail? CutTail { get; }

    /// <summary>Sequence of the last durable frame; 0 when none was ever appended.</summary>
    public long LastSequence
    {
        get
        {
            lock (_fileGate)
            {
                return _nextSequence - 1;
            }
        }
    }

    /// <summary>Opens the log, checking every frame; makes an empty one when the file does not exist.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: damaged, with file and offset; nothing was changed.</exception>
    public static Task<CheckedLog> OpenAsync(string path, CancellationToken cancellationToken) => BlockingIo.RunAsync(
        () => WithTranslation("open", path, () => new CheckedLog(LogFile.Open(Path.GetFullPath(path)))),
        cancellationToken);

    /// <summary>Appends one frame; returns its sequence once it is durable.</summary>
    public Task<long> AppendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken) =>
        AppendAsync([payload], cancellationToken);

    /// <summary>
    /// Appends frames that are made durable together; returns the sequence of the last. After a crash a prefix of an
    /// unfinished group may be there.
    /// </summary>
    /// <exception cref="TarnException"><c>TN4003</c> also after a failed sync: the log must be reopened.</exception>
    public Task<long> AppendAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> payloads, CancellationToken cancellationToken)
    {
        if (payloads.Any(payload => payload.Length > LogFormat.PayloadBytesMax))
        {
            throw new ArgumentException($"A frame holds at most {LogFormat.PayloadBytesMax} bytes", nameof(payloads));
        }

        LogAppend append = new(payloads);
        return BlockingIo.RunAsync(() => WithTranslation("append to", _path, () => Commit(append)), cancellationToken);
    }

    /// <summary>The frames from the given sequence on that were durable when reading started, oldest first.</summary>
    /// <exception cref="TarnException"><c>TN4007</c>: a frame was damaged since the log was opened.</exception>
    public IAsyncEnumerable<LogFrame> ReadAsync(long fromSequence, CancellationToken cancellationToken) =>
        ReadAsync(_path, OpenReader, fromSequence, cancellationToken);

    /// <summary>
    /// All frames of a log that another process may be writing. Opens it for reading only: a frame that is not
    /// finished ends it, and is left as it is.
    /// </summary>
    /// <exception cref="TarnException"><c>TN4007</c>: damaged.</exception>
    public static IAsyncEnumerable<LogFrame> ReadFileAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync(path, () => new LogReader(path, durableBytes: null), fromSequence: 1, cancellationToken);

    /// <summary>
    /// Retention: drops the frames before the given sequence by rewriting the file, atomically. Sequences go on.
    /// </summary>
    public Task RemoveBeforeAsync(long sequence, CancellationToken cancellationToken) => BlockingIo.RunAsync(
        () => WithTranslation("shorten", _path, () => RemoveBefore(sequence)), cancellationToken);

    public void Dispose() => _file.Dispose();

    private static async IAsyncEnumerable<LogFrame> ReadAsync(
        string path,
        Func<LogReader> open,
        long fromSequence,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using LogReader reader = await BlockingIo.RunAsync(
            () => WithTranslation("read", path, open), cancellationToken);
        while (true)
        {
            List<LogFrame> frames = await BlockingIo.RunAsync(
                () => WithTranslation("read", path, () => LogFile.ReadSome(reader, FramesPerRead)), cancellationToken);
            if (frames.Count == 0)
            {
                yield break;
            }

            foreach (LogFrame frame in frames.Where(frame => frame.Sequence >= fromSequence))
            {
                yield return frame;
            }
        }
    }

    /// <summary>Whoever gets the file next writes for all who wait, so they share one sync.</summary>
    private long Commit(LogAppend append)
    {
        lock (_queueGate)
        {
            _queue.Add(append);
        }

        lock (_fileGate)
        {
            if (!append.IsDone)
            {
                List<LogAppend> group;
                lock (_queueGate)
                {
                    (group, _queue) = (_queue, []);
                }

                WriteGroup_NeedsLock(group);
            }
        }

        return append.LastSequenceOrThrow();
    }

    private void WriteGroup_NeedsLock(List<LogAppend> group)
    {
        try
        {
            ThrowIfFailed_NeedsLock();
            long sequence = _nextSequence;
            using MemoryStream buffer = new();
            foreach (LogAppend append in group)
            {
                sequence = append.WriteTo(buffer, sequence);
            }

            WriteAndSync_NeedsLock(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
            _nextSequence = sequence;
            group.ForEach(append => append.Complete(null));
        }
        catch (Exception exception)
        {
            group.ForEach(append => append.Complete(exception));
        }
    }

    private void WriteAndSync_NeedsLock(ReadOnlySpan<byte> frames)
    {
        try
        {
            RandomAccess.Write(_file, frames, _length);
        }
        catch (IOException)
        {
            // Full disk, most likely. Without the partial frames the log is as before and stays usable.
            RollBack_NeedsLock();
            throw;
        }

        Failpoint.Hit(Failpoints.StateAppendBeforeSync);
        try
        {
            DurableFile.Flush(_file, _path);
        }
        catch (IOException exception)
        {
            // The kernel reports a failed write once and may then drop the pages: a second sync would lie.
            _failure = exception;
            throw;
        }

        Failpoint.Hit(Failpoints.StateAppendAfterSync);
        _length += frames.Length;
    }

    private void RollBack_NeedsLock()
    {
        try
        {
            RandomAccess.SetLength(_file, _length);
        }
        catch (IOException exception)
        {
            _failure = exception;
        }
    }

    private LogReader OpenReader()
    {
        lock (_fileGate)
        {
            return new LogReader(_path, _length);
        }
    }

    private bool RemoveBefore(long sequence)
    {
        lock (_fileGate)
        {
            ThrowIfFailed_NeedsLock();
            long kept = Math.Min(sequence, _nextSequence);
            long offset = LogFile.OffsetOf(_path, _length, kept);
            if (offset == LogFormat.FileHeaderBytes)
            {
                return false;
            }

            LogFile.Rewrite(_path, offset, _length, kept);
            _file.Dispose();
            _file = LogFile.OpenForAppend(_path);
            _length = RandomAccess.GetLength(_file);
            return true;
        }
    }

    private void ThrowIfFailed_NeedsLock()
    {
        if (_failure is not null)
        {
            throw new IOException(
                "an earlier write could not be made durable, and the log must be opened again", _failure);
        }
    }

    private static T WithTranslation<T>(string action, string path, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (IoErrors.IsIo(exception))
        {
            throw IoErrors.Translate(exception, $"{action} the log '{path}'");
        }
    }
}
