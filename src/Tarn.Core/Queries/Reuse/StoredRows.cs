using Tarn.Engine;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Reuse;

/// <summary>The rows of a stored result.</summary>
internal sealed class StoredRows : IExecutionSource
{
    private readonly DuckConnection _connection;
    private readonly string _database;
    private readonly StoredResult _result;
    private readonly bool _isReused;

    private StoredRows(
        DuckConnection connection, string database, RowReader reader, StoredResult result, bool isReused)
    {
        _connection = connection;
        _database = database;
        Reader = reader;
        _result = result;
        _isReused = isReused;
    }

    public RowReader Reader { get; }

    public IReadOnlyList<ScannedTable> Tables => _isReused ? [] : _result.Tables;

    public long? BytesScanned => _isReused ? 0 : _result.BytesScanned;

    public DateTimeOffset? ReusedFrom => _isReused ? _result.CreatedAt : null;

    /// <param name="instance">Reads the file.</param>
    /// <param name="id">Of this reading alone.</param>
    /// <param name="result">What to read.</param>
    /// <param name="isReused">False for whoever ran the statement that made it.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>Null when the file is gone or is none.</returns>
    public static async Task<StoredRows?> OpenAsync(
        DuckInstance instance, string id, StoredResult result, bool isReused, CancellationToken cancellationToken)
    {
        string database = SqlText.Identifier("result_" + id);
        DuckConnection connection = instance.Connect();
        try
        {
            RowReader reader = await connection.QueryAsync(
                $"ATTACH {SqlText.Literal(result.Path)} AS {database} (READ_ONLY);"
                + $"FROM {database}.{StoredResult.Table}",
                cancellationToken);
            return new StoredRows(connection, database, reader, result, isReused);
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

    public Task<QueryOmissions> OmissionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_result.Omissions);

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        try
        {
            await _connection.ExecuteAsync($"DETACH {_database}", CancellationToken.None);
        }
        catch (EngineException)
        {
            // The instance was opened again since, without it.
        }
        finally
        {
            _connection.Dispose();
        }
    }
}
