using Tarn.Engine.Errors;
using Tarn.Native.DuckDb;

namespace Tarn.Engine.Execution;

/// <summary>
/// SQL text of one or more statements. Each is prepared only after those before it ran, so that it sees what they
/// made; blocking.
/// </summary>
internal sealed class Script : IDisposable
{
    private readonly ConnectionHandle _connection;
    private readonly ExtractedStatementsHandle _statements;
    private readonly string _sql;

    private Script(ConnectionHandle connection, ExtractedStatementsHandle statements, int count, string sql)
    {
        _connection = connection;
        _statements = statements;
        _sql = sql;
        Count = count;
    }

    /// <summary>Number of statements, at least one.</summary>
    public int Count { get; }

    /// <exception cref="EngineException">The text is not SQL, or empty.</exception>
    public static Script Parse(ConnectionHandle connection, string sql)
    {
        int count = (int)NativeMethods.ExtractStatements(connection, sql, out ExtractedStatementsHandle statements);
        if (count > 0)
        {
            return new Script(connection, statements, count, sql);
        }

        using (statements)
        {
            string? error = NativeMethods.ExtractStatementsError(statements);
            throw string.IsNullOrEmpty(error)
                ? EngineError.Create(EngineErrorKind.Parser, "There is no statement in the text.", 0)
                : EngineError.Read(error, sql);
        }
    }

    /// <summary>Runs all statements but the last, whose result is returned.</summary>
    public ResultHandle Run(
        IReadOnlyDictionary<string, object?> parameters, bool canStream, CancellationToken cancellationToken)
    {
        for (int i = 0; i < Count - 1; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Statement statement = Prepare(i);
            statement.Bind(parameters);
            statement.Execute(isStreaming: false).Dispose();
        }

        cancellationToken.ThrowIfCancellationRequested();
        using Statement last = Prepare(Count - 1);
        last.Bind(parameters);
        return last.Execute(canStream && last.CanStream);
    }

    public void Dispose() => _statements.Dispose();

    private Statement Prepare(int index)
    {
        NativeState state = NativeMethods.PrepareExtractedStatement(
            _connection, _statements, (ulong)index, out PreparedStatementHandle handle);
        if (state == NativeState.Success)
        {
            return new Statement(handle, _sql);
        }

        using (handle)
        {
            throw EngineError.Read(NativeMethods.PrepareError(handle), _sql);
        }
    }
}
