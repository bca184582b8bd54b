using Tarn.Engine.Functions;
using Tarn.Engine.Vectors;

namespace Tarn.Streams.Delivery;

/// <summary>
/// Makes rows of records for one of the engine's threads. They are parsed ahead, while the engine writes what was
/// parsed before.
/// </summary>
/// <param name="feed">Has the records.</param>
/// <param name="columns">Which are wanted.</param>
internal sealed class RecordFeedReader(RecordFeed feed, IReadOnlyList<int> columns) : IRowFeedReader
{
    private const int PartsAhead = 2;

    private readonly Queue<Task<ParsedRecords>> _parts = [];
    private int _nextPart;
    private int _endPart;

    public int Read(IReadOnlyList<VectorWriter> writers, int rowsMax)
    {
        while (TryContinue())
        {
            using ParsedRecords records = _parts.Dequeue().GetAwaiter().GetResult();
            ReadAhead();
            for (int i = 0; i < writers.Count; i++)
            {
                Write(records, writers[i], columns[i]);
            }

            if (records.Count > 0)
            {
                return records.Count;
            }
        }

        return 0;
    }

    public void Dispose()
    {
        while (_parts.TryDequeue(out Task<ParsedRecords>? part))
        {
            // One that failed has nothing to give back.
            part.ContinueWith(
                done => done.Result.Dispose(),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <summary>False when no records are left for this reader.</summary>
    private bool TryContinue()
    {
        ReadAhead();
        if (_parts.Count == 0)
        {
            if (_nextPart == _endPart)
            {
                (_nextPart, _endPart) = feed.TakeRun();
            }

            if (feed.Spool.WaitForPart(_nextPart) is { } part)
            {
                Parse(part);
            }
        }

        return _parts.Count > 0;
    }

    private void ReadAhead()
    {
        while (_parts.Count < PartsAhead
            && _nextPart < _endPart
            && feed.Spool.TryGetPart(_nextPart, out SpooledPart? part))
        {
            Parse(part);
        }
    }

    private void Parse(SpooledPart part)
    {
        _nextPart++;
        _parts.Enqueue(Task.Run(() => feed.Parse(part)));
    }

    private void Write(ParsedRecords records, VectorWriter writer, int column)
    {
        if (column == 0)
        {
            records.WriteNumbers(writer);
        }
        else
        {
            records.Write(writer, column - 1, feed.Members[column - 1].AsJson);
        }
    }
}
