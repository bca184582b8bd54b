using Tarn.Engine.Errors;
using Tarn.Engine.Types;
using Tarn.Engine.Vectors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine;

/// <summary>
/// Writes rows into a table in bulk. Rows are in the table after <see cref="Complete"/>; disposing without it drops
/// those not yet handed over. Not thread-safe; the connection must not be used meanwhile.
/// </summary>
public sealed class TableAppender : IDisposable
{
    private readonly AppenderHandle _appender;
    private readonly DataChunkHandle _chunk;
    private readonly EngineType[] _types;
    private VectorWriter[] _writers = [];
    private int _rowCount;

    private TableAppender(AppenderHandle appender, DataChunkHandle chunk, EngineType[] types)
    {
        _appender = appender;
        _chunk = chunk;
        _types = types;
        StartChunk();
    }

    /// <summary>Adds one row: a value per column, in order.</summary>
    /// <exception cref="EngineException">A value does not fit its column; nothing of the row is written.</exception>
    public void Append(params ReadOnlySpan<object?> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, _writers.Length);
        for (int i = 0; i < values.Length; i++)
        {
            try
            {
                _writers[i].Write(_rowCount, values[i]);
            }
            catch (Exception exception) when (exception is InvalidCastException or OverflowException or FormatException)
            {
                throw EngineError.Create(
                    EngineErrorKind.Conversion, $"Column {i + 1} ({_types[i]}): {exception.Message}");
            }
        }

        if (++_rowCount == NativeVectorWriter.RowsMax)
        {
            Flush();
        }
    }

    /// <summary>Adds the rows of a batch, of any instance, whose columns have the table's types.</summary>
    /// <exception cref="EngineException">They do not, or the rows cannot be written.</exception>
    public void Append(RowBatch batch)
    {
        Flush();
        Check(NativeMethods.AppendDataChunk(_appender, batch.Chunk));
    }

    /// <summary>Hands over all rows and ends the appender.</summary>
    /// <exception cref="EngineException">A constraint of the table is violated; none of the rows is kept.</exception>
    public void Complete()
    {
        Flush();
        Check(NativeMethods.AppenderClose(_appender));
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _appender.Dispose();
    }

    internal static TableAppender Open(ConnectionHandle connection, string? schema, string table)
    {
        NativeState state = NativeMethods.AppenderCreate(connection, schema, table, out AppenderHandle appender);
        if (state != NativeState.Success)
        {
            using (appender)
            {
                throw ReadError(appender);
            }
        }

        EngineType[] types = new EngineType[NativeMethods.AppenderColumnCount(appender)];
        LogicalTypeHandle[] handles = new LogicalTypeHandle[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            handles[i] = NativeMethods.AppenderColumnType(appender, (ulong)i);
            types[i] = LogicalTypes.Read(handles[i]);
        }

        nint[] pointers = Array.ConvertAll(handles, handle => handle.DangerousGetHandle());
        DataChunkHandle chunk = NativeMethods.CreateDataChunk(pointers, (ulong)pointers.Length);
        Array.ForEach(handles, handle => handle.Dispose());
        return new TableAppender(appender, chunk, types);
    }

    private void Flush()
    {
        if (_rowCount > 0)
        {
            NativeMethods.DataChunkSetSize(_chunk, (ulong)_rowCount);
            Check(NativeMethods.AppendDataChunk(_appender, _chunk));
            NativeMethods.DataChunkReset(_chunk);
            StartChunk();
        }
    }

    private void StartChunk()
    {
        _rowCount = 0;
        _writers = [.. _types.Select((type, i) => new VectorWriter(type, _chunk.Writer(i)))];
    }

    private void Check(NativeState state)
    {
        if (state != NativeState.Success)
        {
            throw ReadError(_appender);
        }
    }

    private static EngineException ReadError(AppenderHandle appender)
    {
        using ErrorDataHandle error = NativeMethods.AppenderErrorData(appender);
        EngineException exception = EngineError.Read(NativeMethods.ErrorDataMessage(error), null);
        if (exception.Kind != EngineErrorKind.Other)
        {
            return exception;
        }

        EngineErrorKind kind = EngineError.KindOf(NativeMethods.ErrorDataErrorType(error).ToString());
        return EngineError.Create(kind, exception.RawMessage);
    }
}
