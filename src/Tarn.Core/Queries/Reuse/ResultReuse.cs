using Tarn.Catalog;
using Tarn.Common;
using Tarn.Engine.Errors;

namespace Tarn.Queries.Reuse;

/// <summary>
/// Runs queries, unless the result of the same query over the same versions of its tables is there; who asks for what
/// is being computed waits for that. One for each lake and process. Thread-safe.
/// </summary>
public sealed class ResultReuse : IDisposable
{
    private readonly ReuseKeys _keys;
    private readonly ResultStore _store;
    private readonly ResultWriter _writer;
    private readonly IIdSource _idSource;
    private readonly SharedRuns<StoredResult?> _running = new();
    private readonly OpenResults _opened = new();

    /// <param name="directory">Where results are kept.</param>
    /// <param name="scratchDirectory">Where files are made, on the same disk.</param>
    /// <param name="catalog">The names that SQL may use.</param>
    /// <param name="limits">How many results are kept.</param>
    /// <param name="timeProvider">Says how old they are.</param>
    /// <param name="idSource">Names files.</param>
    public ResultReuse(
        string directory,
        string scratchDirectory,
        TableCatalog catalog,
        ReuseLimits limits,
        TimeProvider timeProvider,
        IIdSource idSource)
    {
        _keys = new ReuseKeys(catalog);
        _store = new ResultStore(directory, limits, timeProvider, idSource);
        _writer = new ResultWriter(_store, _keys, scratchDirectory, idSource);
        _idSource = idSource;
    }

    /// <summary>
    /// The rows of a query. Statements that may give other rows each time (<c>now()</c>, <c>random()</c>, samples,
    /// system tables), and results beyond <see cref="ReuseLimits"/>, are run as <see cref="QueryRunner"/> does.
    /// </summary>
    /// <param name="queries">Runs it; its limits hold for rows that are not computed too.</param>
    /// <param name="request">The statement.</param>
    /// <param name="ageMax">How old a stored result may be; zero takes only what is being computed now.</param>
    /// <param name="cancellationToken">Of this caller alone.</param>
    /// <exception cref="EngineException">The statement is wrong or failed.</exception>
    /// <exception cref="TarnException">As for <see cref="QueryRunner"/>.</exception>
    public Task<QueryExecution> RunAsync(
        QueryRunner queries, QueryRequest request, TimeSpan ageMax, CancellationToken cancellationToken) =>
        queries.RunAsync(token => StartAsync(queries, request, ageMax, token), cancellationToken);

    /// <summary>Closes the results that are open for the next reader; the engine must still be open.</summary>
    public void Dispose() => _opened.Dispose();

    private async Task<IExecutionSource> StartAsync(
        QueryRunner queries, QueryRequest request, TimeSpan ageMax, CancellationToken cancellationToken)
    {
        // Finding the key means parsing the statement here, which is what isolation is to avoid.
        if (queries.IsIsolated || await _keys.FindAsync(queries, request, cancellationToken) is not { } key)
        {
            return await queries.StartAsync(request, cancellationToken);
        }

        if (ageMax > TimeSpan.Zero
            && _store.Find(key, ageMax, cancellationToken) is (string path, DateTimeOffset createdAt)
            && await OpenAsync(queries, new StoredResult(path, createdAt), isReused: true, cancellationToken)
                is { } stored)
        {
            return stored;
        }

        (StoredResult? result, bool isFirst) = await _running.RunAsync(
            $"{key} {queries.Limits}",
            token => _writer.WriteAsync(queries, request, key, token),
            cancellationToken);
        return (result is null ? null : await OpenAsync(queries, result, !isFirst, cancellationToken))
            ?? await queries.StartAsync(request, cancellationToken);
    }

    private async Task<IExecutionSource?> OpenAsync(
        QueryRunner queries, StoredResult result, bool isReused, CancellationToken cancellationToken) =>
        await StoredRows.OpenAsync(
            _opened, queries.Instance, _idSource.NextId(), result, isReused, cancellationToken);
}
