using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>
/// Counts the bytes that a connection's statements read from files, from the log of the engine's file system. The
/// profile's own count leaves out Parquet pages in 1.5.5. The log is the instance's: it is emptied whenever nobody is
/// being measured, so that it does not grow. Blocking; thread-safe.
/// </summary>
internal sealed class ReadLog : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Func<ConnectionHandle> _connect;
    private readonly Dictionary<ulong, long> _lastQueryIds = [];
    private ConnectionHandle? _connection;
    private int _activeCount;

    public ReadLog(Func<ConnectionHandle> connect) => _connect = connect;

    public void Begin()
    {
        lock (_lock)
        {
            if (_connection is null)
            {
                _connection = _connect();
                SessionSettings.Run(_connection, "CALL enable_logging('FileSystem')");
            }

            _activeCount++;
        }
    }

    /// <summary>Bytes read by the connection since it ended the last time.</summary>
    public long End(ulong connectionId)
    {
        lock (_lock)
        {
            long bytes = Read_NeedsLock(connectionId);
            if (--_activeCount == 0)
            {
                SessionSettings.Run(_connection!, "CALL truncate_duckdb_logs()");
                _lastQueryIds.Clear();
            }

            return bytes;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _connection?.Dispose();
            _connection = null;
        }
    }

    private long Read_NeedsLock(ulong connectionId)
    {
        Dictionary<string, object?> parameters = new()
        {
            ["connection"] = connectionId,
            ["after"] = _lastQueryIds.GetValueOrDefault(connectionId, -1),
        };
        using Script script = Script.Parse(
            _connection!,
            """
            SELECT coalesce(sum(bytes), 0)::BIGINT, coalesce(max(query_id), $after)::BIGINT
            FROM duckdb_logs_parsed('FileSystem')
            WHERE op = 'READ' AND connection_id = $connection AND query_id > $after
            """);
        using ResultHandle result = script.Run(parameters, canStream: false, CancellationToken.None);
        using DataChunkHandle chunk = result.FetchChunk();
        _lastQueryIds[connectionId] = chunk.Column(1).Values<long>()[0];
        return chunk.Column(0).Values<long>()[0];
    }
}
