using Tarn.Common;
using Tarn.Engine;
using Tarn.Engine.Errors;
using Tarn.Queries.Plans;
using Tarn.Queries.SystemTables;

namespace Tarn.Queries;

/// <summary>
/// A connection with an empty in-memory database of its own, in which names of tables are views. Disposing it drops the
/// database.
/// </summary>
internal sealed class ScopeDatabase : IAsyncDisposable
{
    private readonly string _name;
    private readonly HashSet<string> _schemas = [];

    private ScopeDatabase(DuckConnection connection, string name)
    {
        Connection = connection;
        _name = name;
    }

    public DuckConnection Connection { get; }

    /// <summary>Whether views are made with <see cref="ScanLabels"/>, for plans.</summary>
    public bool LabelsScans { get; set; }

    /// <param name="instance">The engine.</param>
    /// <param name="id">Of this database alone.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public static async Task<ScopeDatabase> OpenAsync(
        DuckInstance instance, string id, CancellationToken cancellationToken)
    {
        string name = SqlText.Identifier("scope_" + id);
        DuckConnection connection = instance.Connect();
        try
        {
            await connection.ExecuteAsync($"ATTACH ':memory:' AS {name}; USE {name}", cancellationToken);
            return new ScopeDatabase(connection, name);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Makes a name mean a SELECT.</summary>
    /// <exception cref="EngineException">The SELECT is wrong, at this place of it.</exception>
    public async Task CreateViewAsync(TableName name, string sql, CancellationToken cancellationToken)
    {
        string schema = await CreateSchemaAsync(name.Database, cancellationToken);
        if (LabelsScans)
        {
            sql = await ScanLabels.AddAsync(Connection, name, sql, cancellationToken);
        }

        string view = $"{schema}.{SqlText.Identifier(name.Table)}";
        string start = $"CREATE OR REPLACE VIEW {view} AS ";
        try
        {
            await Connection.ExecuteAsync(start + sql, cancellationToken);
        }
        catch (EngineException exception)
        {
            throw exception.At(exception.Position - start.Length);
        }
    }

    /// <summary>Fills a table with what the lake knows of itself.</summary>
    public async Task CreateTableAsync(SystemTable table, CancellationToken cancellationToken)
    {
        string schema = await CreateSchemaAsync(SystemNames.Schema, cancellationToken);
        await Connection.ExecuteAsync(
            $"CREATE TABLE {schema}.{SqlText.Identifier(table.Name)} ({table.Columns})", cancellationToken);
        List<object?[]> rows = [];
        await foreach (object?[] row in table.ReadAsync(cancellationToken))
        {
            rows.Add(row);
        }

        using TableAppender appender = Connection.CreateAppender(SystemNames.Schema, table.Name);
        rows.ForEach(row => appender.Append(row));
        appender.Complete();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Connection.ExecuteAsync($"USE memory; DETACH {_name}", CancellationToken.None);
        }
        catch (EngineException exception) when (exception.Code == ErrorCodes.EngineInvalidated)
        {
            // The instance is gone and the database with it.
        }
        finally
        {
            Connection.Dispose();
        }
    }

    private async Task<string> CreateSchemaAsync(string name, CancellationToken cancellationToken)
    {
        string schema = SqlText.Identifier(name);
        if (_schemas.Add(name))
        {
            await Connection.ExecuteAsync($"CREATE SCHEMA IF NOT EXISTS {schema}", cancellationToken);
        }

        return schema;
    }
}
