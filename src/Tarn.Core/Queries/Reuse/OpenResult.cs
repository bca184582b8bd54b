using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Engine.Execution;

namespace Tarn.Queries.Reuse;

/// <summary>
/// A connection to which the file of a stored result is attached; its rows can be read again and again.
/// </summary>
internal sealed class OpenResult : IDisposable
{
    private readonly string _database;

    private OpenResult(DuckInstance instance, DuckConnection connection, string database, StoredResult result)
    {
        Instance = instance;
        Connection = connection;
        _database = database;
        Result = result;
    }

    public DuckInstance Instance { get; }

    public DuckConnection Connection { get; }

    public StoredResult Result { get; }

    private string RowsSql => $"FROM {_database}.{StoredResult.Table}";

    /// <param name="instance">Reads the file.</param>
    /// <param name="id">Of this reading alone.</param>
    /// <param name="result">What to read.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>With its rows; null when the file is gone or is none.</returns>
    public static async Task<(OpenResult Open, RowReader Rows)?> OpenAsync(
        DuckInstance instance, string id, StoredResult result, CancellationToken cancellationToken)
    {
        string database = SqlText.Identifier("result_" + id);
        DuckConnection connection = instance.Connect();
        try
        {
            OpenResult open = new(instance, connection, database, result);
            string sql = $"ATTACH {SqlText.Literal(result.Path)} AS {database} (READ_ONLY); {open.RowsSql}";
            return (open, await connection.QueryAsync(sql, cancellationToken));
        }
        catch (EngineException)
        {
            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The rows once more; null when the engine was opened again since.</summary>
    public async Task<RowReader?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Connection.QueryAsync(RowsSql, cancellationToken);
        }
        catch (EngineException)
        {
            return null;
        }
    }

    /// <summary>Detaches the file; blocking.</summary>
    public void Dispose()
    {
        try
        {
            SessionSettings.Run(Connection.Handle, $"DETACH {_database}");
        }
        catch (EngineException)
        {
            // The instance was opened again since, without it.
        }
        finally
        {
            Connection.Dispose();
        }
    }
}
