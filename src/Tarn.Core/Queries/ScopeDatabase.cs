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
    private readonly DuckInstance? _alone;
    private readonly HashSet<string> _schemas = [];

    private ScopeDatabase(DuckConnection connection, string name, DuckInstance? alone)
    {
        Connection = connection;
        _name = name;
        _alone = alone;
    }

    public DuckConnection Connection { get; }

    /// <summary>Whether views are made with <see cref="ScanLabels"/>, for plans.</summary>
    public bool LabelsScans { get; set; }

    /// <param name="instance">The engine.</param>
    /// <param name="directory">Of this database alone: the database is named like it.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public static Task<ScopeDatabase> OpenAsync(
        DuckInstance instance, string directory, CancellationToken cancellationToken) =>
        OpenAsync(instance, alone: null, directory, cancellationToken);

    /// <summary>One in an engine of its own, which is closed at the end.</summary>
    /// <param name="like">How the engine is opened but for its memory.</param>
    /// <param name="memoryBytesMax">What it may use before it spills.</param>
    /// <param name="directory">Of this database alone; where the engine spills.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public static async Task<ScopeDatabase> OpenAloneAsync(
        DuckInstance like, long memoryBytesMax, string directory, CancellationToken cancellationToken)
    {
        // The engine makes the last directory of its path only.
        Directory.CreateDirectory(directory);
        DuckInstance alone = like.OpenAnother(memoryBytesMax, Path.Combine(directory, "spilled"));
        try
        {
            return await OpenAsync(alone, alone, directory, cancellationToken);
        }
        catch
        {
            alone.Dispose();
            throw;
        }
    }

    private static async Task<ScopeDatabase> OpenAsync(
        DuckInstance instance, DuckInstance? alone, string directory, CancellationToken cancellationToken)
    {
        string name = SqlText.Identifier("scope_" + Path.GetFileName(directory));
        DuckConnection connection = instance.Connect();
        try
        {
            await connection.ExecuteAsync($"ATTACH ':memory:' AS {name}; USE {name}", cancellationToken);
            return new ScopeDatabase(connection, name, alone);
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
            _alone?.Dispose();
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
