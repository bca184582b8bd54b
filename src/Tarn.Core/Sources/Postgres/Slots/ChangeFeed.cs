using Npgsql;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Sources.Postgres.Copying;
using Tarn.Sources.Postgres.Extraction;

namespace Tarn.Sources.Postgres.Slots;

/// <summary>
/// The changes that a slot tells of one table, as rows for the engine; on one thread, as they have an order.
/// </summary>
internal sealed class ChangeFeed : IExtractionFeed, IRowFeedReader
{
    private const int CopyColumns = 2;
    private const int RowsOfMessageMax = 2;
    private const long ChunkBytesMax = 4L << 20;

    private readonly TableFeedOptions _options;
    private readonly ChangeWriter _changes;
    private readonly string _copySql;
    private readonly CancellationTokenSource _end;
    private NpgsqlConnection? _connection;
    private CopyPump? _pump;
    private CopyBytes? _bytes;
    private CopyFrame? _frame;
    private long _rows;
    private bool _isEnded;

    /// <param name="options">Whose columns are the table's.</param>
    /// <param name="changes">Writes them.</param>
    /// <param name="selectSql">Gives position and message of each change.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ChangeFeed(
        TableFeedOptions options, ChangeWriter changes, string selectSql, CancellationToken cancellationToken)
    {
        _options = options;
        _changes = changes;
        _copySql = new RowRange(selectSql, IsRepeatable: false).CopySql;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Columns =
        [
            .. options.Columns.Select(column => new EngineTypeField(column.Name, column.Decoder.Type)),
            new(ChangeFields.Change, new EngineType(EngineTypeKind.Varchar)),
            new(ChangeFields.Position, new EngineType(EngineTypeKind.BigInt)),
        ];
    }

    public IReadOnlyList<EngineTypeField> Columns { get; }

    public long RowsAbout => 0;

    public int ReadersMax => 1;

    public Exception? Failure { get; private set; }

    public void Start()
    {
    }

    public IRowFeedReader OpenReader(IReadOnlyList<int> columns) => this;

    public int Read(IReadOnlyList<VectorWriter> columns, int rowsMax)
    {
        try
        {
            Open();
            int rows = 0;
            long end = _bytes!.Taken + ChunkBytesMax;
            while (!_isEnded && rows + RowsOfMessageMax <= rowsMax && (rows == 0 || _bytes.Taken < end))
            {
                _isEnded = !_frame!.TryStartRow();
                if (!_isEnded)
                {
                    _bytes.TakeInt32();
                    long position = _bytes.TakeInt64();
                    rows += _changes.Apply(position, _bytes.Take(_bytes.TakeInt32()), columns, rows);
                }
            }

            _rows += rows;
            _options.Progress(_rows);
            TimeSpan wait = _options.Rate.Take(rows);
            if (wait > TimeSpan.Zero)
            {
                _end.Token.WaitHandle.WaitOne(wait);
            }

            return rows;
        }
        catch (Exception exception)
        {
            Failure = exception;
            throw;
        }
    }

    /// <summary>The statement is over; what is open is closed with the feed.</summary>
    public void Dispose() => _frame = null;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_pump is not null)
        {
            await _pump.DisposeAsync();
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }

        _end.Dispose();
    }

    private void Open()
    {
        if (_pump is null)
        {
            _pump = CopyPump.Start(OpenAsync, _options.TimeProvider, _end.Token);
            _bytes = new CopyBytes(_pump.Blocks, _end.Token);
            _frame = new CopyFrame(_bytes, CopyColumns);
        }
    }

    private async Task<ICopyStream> OpenAsync(CancellationToken cancellationToken)
    {
        _connection = await _options.ConnectAsync(cancellationToken);
        return await DriverCopyStream.OpenAsync(_connection, _copySql, cancellationToken);
    }
}
