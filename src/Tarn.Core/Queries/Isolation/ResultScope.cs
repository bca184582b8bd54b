using Tarn.Catalog;
using Tarn.Engine;
using Tarn.Queries.Scanning;

namespace Tarn.Queries.Isolation;

/// <summary>A connection that reads a worker's result. Disposing it removes the directory of the statement.</summary>
internal sealed class ResultScope : IReadScope
{
    private readonly WorkerResponse _response;
    private readonly string _directory;
    private string? _database;

    private ResultScope(DuckConnection connection, WorkerResponse response, string directory)
    {
        Connection = connection;
        _response = response;
        _directory = directory;
    }

    public DuckConnection Connection { get; }

    public IReadOnlyList<ScannedTable> Scanned => _response.Scanned;

    public long? BytesScanned => _response.BytesScanned;

    public IReadOnlyList<ScanEstimate>? Estimates => _response.Estimates;

    public IReadOnlyList<UnreadableFile> Unreadable => _response.Unreadable;

    public IReadOnlyList<UnfitColumn> Unfit => _response.Unfit;

    /// <param name="engine">Reads the result.</param>
    /// <param name="response">What the worker said.</param>
    /// <param name="path">The result; null when none was asked for.</param>
    /// <param name="directory">Of the statement alone.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    public static async Task<ResultScope> OpenAsync(
        DuckInstance engine,
        WorkerResponse response,
        string? path,
        string directory,
        CancellationToken cancellationToken)
    {
        ResultScope scope = new(engine.Connect(), response, directory);
        try
        {
            if (path is not null)
            {
                string database = SqlText.Identifier("result_" + Path.GetFileName(directory));
                await scope.Connection.ExecuteAsync(
                    $"ATTACH {SqlText.Literal(path)} AS {database} (READ_ONLY)", cancellationToken);
                scope._database = database;
            }

            return scope;
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }

    /// <summary>All rows, with the columns named as the statement names them.</summary>
    public string Sql
    {
        get
        {
            IEnumerable<string> columns = _response.Columns.Select((column, i) =>
                $"{(column.IsNull ? "NULL" : ResultFile.ColumnName(i))} AS {SqlText.Identifier(column.Name)}");
            return $"SELECT {string.Join(", ", columns)} FROM {_database}.{ResultFile.Table}";
        }
    }

    public Task<IReadOnlyList<UnreadableLine>> UnreadableLinesAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_response.Lines);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_database is not null)
            {
                await Connection.ExecuteAsync($"DETACH {_database}", CancellationToken.None);
            }
        }
        finally
        {
            Connection.Dispose();
            Directory.Delete(_directory, recursive: true);
        }
    }
}
