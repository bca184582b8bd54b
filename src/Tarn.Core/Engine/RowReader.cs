using System.Runtime.CompilerServices;
using Tarn.Engine.Errors;
using Tarn.Engine.Types;
using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>
/// A result being read. It streams: rows are computed as they are read, memory stays bounded, and stopping early stops
/// the work. Starting another statement on the connection ends it.
/// </summary>
public sealed class RowReader : IAsyncDisposable
{
    private readonly DuckConnection _connection;
    private readonly ResultHandle _result;
    private readonly EngineType[] _types;
    private DataChunkHandle? _chunk;
    private bool _isEnded;

    internal RowReader(DuckConnection connection, ResultHandle result)
    {
        _connection = connection;
        _result = result;
        ResultColumn[] columns = new ResultColumn[NativeMethods.ColumnCount(result)];
        for (int i = 0; i < columns.Length; i++)
        {
            EngineType type = LogicalTypes.ReadAndDispose(NativeMethods.ColumnLogicalType(result, (ulong)i));
            columns[i] = new ResultColumn(NativeMethods.ColumnName(result, (ulong)i) ?? "", type);
        }

        Columns = columns;
        _types = [.. columns.Select(column => column.Type)];
        RowsChanged = result.ReturnType == NativeResultType.ChangedRows
            ? checked((long)NativeMethods.RowsChanged(result))
            : null;
    }

    public IReadOnlyList<ResultColumn> Columns { get; }

    /// <summary>Rows that the statement inserted, updated, deleted or copied; null when it did none of that.</summary>
    public long? RowsChanged { get; }

    /// <summary>The rows, once. However the loop is left, that frees the result.</summary>
    /// <exception cref="EngineException">The statement failed while running.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the statement has stopped.</exception>
    public async IAsyncEnumerable<RowBatch> ReadBatchesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            while (await _connection.FetchAsync(this, cancellationToken) is RowBatch batch)
            {
                yield return batch;
            }
        }
        finally
        {
            Close();
        }
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    /// <summary>The next rows, null at the end; blocking.</summary>
    internal RowBatch? Fetch()
    {
        ObjectDisposedException.ThrowIf(_result.IsClosed, this);
        while (!_isEnded)
        {
            _chunk?.Dispose();
            _chunk = _result.FetchChunk();
            if (_chunk.IsInvalid)
            {
                _isEnded = true;
                ThrowOnError();
            }
            else if (_chunk.RowCount > 0)
            {
                return new RowBatch(_chunk, _types);
            }
        }

        return null;
    }

    /// <summary>Ends the statement and frees its memory; batches cannot be read any more.</summary>
    internal void Close()
    {
        if (!_result.IsClosed)
        {
            _chunk?.Dispose();
            _result.Dispose();
            _connection.Ended(this);
        }
    }

    private void ThrowOnError()
    {
        if (NativeMethods.ResultError(_result) is { Length: > 0 } error)
        {
            throw EngineError.Read(error, null);
        }
    }
}
