using System.Collections.Concurrent;
using Tarn.Common;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Sources.Postgres.Connections;
using Tarn.Sources.Postgres.Types;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>
/// The rows of some ranges, for the engine. Each of its threads takes a range, reads it over a connection of its own,
/// and takes the next. The first failure ends them all.
/// </summary>
internal sealed class TableFeed : IExtractionFeed
{
    private readonly ConcurrentQueue<RowRange> _ranges;
    private readonly ConcurrentBag<RangeReader> _readers = [];
    private readonly CancellationTokenSource _end;
    private long _rows;
    private Exception? _failure;

    public TableFeed(TableFeedOptions options, IReadOnlyList<RowRange> ranges, CancellationToken cancellationToken)
    {
        Options = options;
        _ranges = new ConcurrentQueue<RowRange>(ranges);
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Decoders = [.. options.Columns.Select(column => column.Decoder)];
        Columns = [.. options.Columns.Select(column => new EngineTypeField(column.Name, column.Decoder.Type))];
        ReadersMax = Math.Clamp(ranges.Count, 1, options.ReadersMax);
    }

    public TableFeedOptions Options { get; }

    public IReadOnlyList<ValueDecoder> Decoders { get; }

    public IReadOnlyList<EngineTypeField> Columns { get; }

    public long RowsAbout => Options.RowsAbout ?? 0;

    public int ReadersMax { get; }

    /// <summary>Rows that the engine has taken.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>What ended it; null when nothing did.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    public CancellationToken End => _end.Token;

    public void Start()
    {
    }

    public IRowFeedReader OpenReader(IReadOnlyList<int> columns)
    {
        RangeReader reader = new(this);
        _readers.Add(reader);
        return reader;
    }

    public bool TryTakeRange(out RowRange range) => _ranges.TryDequeue(out range!);

    public void Count(int rows)
    {
        long read = Interlocked.Add(ref _rows, rows);
        Options.Progress(read);
        TimeSpan wait = Options.Rate.Take(rows);
        if (wait > TimeSpan.Zero)
        {
            End.WaitHandle.WaitOne(wait);
        }
    }

    /// <summary>Ends all readers; the first failure is the one that is told.</summary>
    public void Fail(Exception exception)
    {
        Interlocked.CompareExchange(ref _failure, exception, null);
        _end.Cancel();
    }

    public TarnException Translate(Exception exception) => PostgresErrors.Of(exception, Options.Place, Options.Work);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        foreach (RangeReader reader in _readers)
        {
            await reader.CloseAsync();
        }

        _end.Dispose();
    }
}
