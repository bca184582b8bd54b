using Npgsql;
using Tarn.Engine.Functions;
using Tarn.Engine.Vectors;
using Tarn.Sources.Postgres.Copying;

namespace Tarn.Sources.Postgres.Extraction;

/// <summary>
/// Reads ranges for one of the engine's threads. When a range that can be repeated is cut, it is begun again over
/// another connection, and the rows that the engine has already are passed over.
/// </summary>
internal sealed class RangeReader(TableFeed feed) : IRowFeedReader
{
    /// <summary>Of rows that are wide a chunk has fewer.</summary>
    private const long ChunkBytesMax = 4L << 20;

    private NpgsqlConnection? _connection;
    private CopyPump? _pump;
    private CopyRows? _rows;
    private RowRange? _range;
    private long _rowsOfRange;
    private int _failures;

    public int Read(IReadOnlyList<VectorWriter> columns, int rowsMax)
    {
        try
        {
            int rows = 0;
            while (rows == 0 && TryContinue())
            {
                rows = ReadRange(columns, rowsMax);
            }

            if (rows > 0)
            {
                _failures = 0;
                feed.Count(rows);
            }

            return rows;
        }
        catch (Exception exception)
        {
            feed.Fail(exception is OperationCanceledException ? exception : feed.Translate(exception));
            throw;
        }
    }

    /// <summary>The statement is over; what is open is closed with the feed.</summary>
    public void Dispose() => _rows = null;

    public async ValueTask CloseAsync()
    {
        if (_pump is not null)
        {
            await _pump.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    /// <summary>Whether there is a range to read on in, or another.</summary>
    private bool TryContinue()
    {
        if (_range is null && feed.TryTakeRange(out RowRange next))
        {
            _range = next;
            _rowsOfRange = 0;
            Start(next, TimeSpan.Zero);
        }

        return _range is not null;
    }

    /// <summary>Rows up to the end of the range or of the chunk.</summary>
    private int ReadRange(IReadOnlyList<VectorWriter> columns, int rowsMax)
    {
        int row = 0;
        long end = _rows!.Bytes + ChunkBytesMax;
        while (row < rowsMax && _rows.Bytes < end)
        {
            try
            {
                if (!_rows.TryRead(columns, row))
                {
                    _range = null;
                    break;
                }

                row++;
            }
            catch (Exception exception) when (CanResume(exception))
            {
                Resume(_rowsOfRange + row);
                end = long.MaxValue;
            }
        }

        _rowsOfRange += row;
        return row;
    }

    private bool CanResume(Exception exception) =>
        exception is not OperationCanceledException
        && _range is { IsRepeatable: true }
        && _failures < feed.Options.RetriesMax
        && feed.Translate(exception).IsTransient;

    private void Resume(long rowsRead)
    {
        while (true)
        {
            Start(_range!, feed.Options.Retry.DelayOf(_failures++));
            try
            {
                for (long i = 0; i < rowsRead; i++)
                {
                    if (!_rows!.TrySkip())
                    {
                        throw new InvalidDataException("a range has fewer rows when it is read again");
                    }
                }

                return;
            }
            catch (Exception exception) when (CanResume(exception))
            {
            }
        }
    }

    private void Start(RowRange range, TimeSpan delay)
    {
        CopyPump? previous = _pump;
        _pump = CopyPump.Start(
            token => OpenAsync(previous, range, delay, token), feed.Options.TimeProvider, feed.End);
        _rows = new CopyRows(new CopyBytes(_pump.Blocks, feed.End), feed.Decoders);
    }

    /// <summary>Over the connection that there is; after a failure over another.</summary>
    private async Task<ICopyStream> OpenAsync(
        CopyPump? previous, RowRange range, TimeSpan delay, CancellationToken cancellationToken)
    {
        if (previous is not null)
        {
            await previous.DisposeAsync();
        }

        if (delay > TimeSpan.Zero)
        {
            if (_connection is not null)
            {
                await _connection.DisposeAsync();
                _connection = null;
            }

            await Task.Delay(delay, feed.Options.TimeProvider, cancellationToken);
        }

        _connection ??= await feed.Options.ConnectAsync(cancellationToken);
        return await DriverCopyStream.OpenAsync(_connection, range.CopySql, cancellationToken);
    }
}
