using System.Text.Json;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Flows.Scheduling;

/// <summary>
/// How far each schedule has got, durably: a moment is written down with the id of its run before the run is started,
/// so that a crash neither loses nor doubles it. Not thread-safe.
/// </summary>
internal sealed class ScheduleLedger : IDisposable
{
    private const string DocumentName = "flows/ledger";
    private const int FramesMax = 20_000;

    private readonly CheckedLog _log;
    private readonly DocumentStore _documents;
    private readonly Dictionary<string, LedgerMark> _marks;
    private readonly Dictionary<string, Firing> _open;
    private readonly List<LedgerLine> _settled = [];
    private long _snapshotSequence;

    private ScheduleLedger(CheckedLog log, DocumentStore documents, LedgerSnapshot snapshot)
    {
        _log = log;
        _documents = documents;
        _marks = snapshot.Marks.ToDictionary();
        _open = snapshot.Open.ToDictionary(firing => firing.RunId);
        _snapshotSequence = snapshot.Sequence;
    }

    /// <summary>Moments whose run may not have been started, the oldest first.</summary>
    public IReadOnlyList<Firing> Open => [.. _open.Values.OrderBy(firing => firing.Moment)];

    /// <param name="path">Of the log.</param>
    /// <param name="documents">Where what is old is summed up.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="TarnException"><c>TN4007</c>: it is damaged.</exception>
    public static async Task<ScheduleLedger> OpenAsync(
        string path, DocumentStore documents, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        CheckedLog log = await CheckedLog.OpenAsync(path, cancellationToken);
        LedgerSnapshot snapshot = (await documents.ReadAsync(
            DocumentName, LedgerJson.Default.LedgerSnapshot, cancellationToken))?.Value ?? new LedgerSnapshot();
        ScheduleLedger ledger = new(log, documents, snapshot);
        await foreach (LogFrame frame in log.ReadAsync(snapshot.Sequence + 1, cancellationToken))
        {
            ledger.Apply(JsonSerializer.Deserialize(frame.Payload.Span, LedgerJson.Default.LedgerLine)!);
        }

        return ledger;
    }

    /// <summary>Null when the schedule was never seen.</summary>
    public LedgerMark? FindMark(string key) => _marks.GetValueOrDefault(key);

    /// <summary>Writes durably that schedules are known, and what is due of them.</summary>
    /// <param name="lines">Applied in their order.</param>
    /// <param name="cancellationToken">Ends it before anything is written.</param>
    public async Task WriteAsync(IReadOnlyList<LedgerLine> lines, CancellationToken cancellationToken)
    {
        LedgerLine[] all = [.. _settled, .. lines];
        if (lines.Count == 0)
        {
            return;
        }

        await _log.AppendAsync(
            [.. all.Select(line => (ReadOnlyMemory<byte>)JsonSerializer.SerializeToUtf8Bytes(
                line, LedgerJson.Default.LedgerLine))],
            cancellationToken);
        _settled.Clear();
        foreach (LedgerLine line in lines)
        {
            Apply(line);
        }

        await ShortenAsync(cancellationToken);
    }

    /// <summary>
    /// A run is there, or never will be. It is written with what is due next: who starts a run that is there already
    /// does nothing.
    /// </summary>
    public void Settle(Firing firing)
    {
        LedgerLine line = new() { RunId = firing.RunId };
        _settled.Add(line);
        Apply(line);
    }

    public void Dispose() => _log.Dispose();

    private void Apply(LedgerLine line)
    {
        if (line.Key is null)
        {
            _open.Remove(line.RunId!);
            return;
        }

        if (line.At is not { } at)
        {
            _marks.Remove(line.Key);
            return;
        }

        _marks[line.Key] = new LedgerMark(at, line.Text ?? "");
        if (line.RunId is { } runId)
        {
            _open[runId] = new Firing(line.Key, at, runId);
        }
    }

    /// <summary>After a crash between its two halves, the frames that are left are not applied again.</summary>
    private async Task ShortenAsync(CancellationToken cancellationToken)
    {
        if (_log.LastSequence - _snapshotSequence < FramesMax)
        {
            return;
        }

        LedgerSnapshot snapshot = new()
        {
            Sequence = _log.LastSequence,
            Marks = _marks,
            Open = [.. _open.Values],
        };
        await _documents.PutAsync(DocumentName, snapshot, LedgerJson.Default.LedgerSnapshot, cancellationToken);
        await _log.RemoveBeforeAsync(snapshot.Sequence + 1, cancellationToken);
        _snapshotSequence = snapshot.Sequence;
    }
}
