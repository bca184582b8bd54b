using Tarn.Engine;

namespace Tarn.Queries.Reuse;

/// <summary>The rows of a stored result.</summary>
internal sealed class StoredRows : IExecutionSource
{
    private readonly OpenResults _opened;
    private readonly OpenResult _open;
    private readonly StoredResult _result;
    private readonly bool _isReused;

    private StoredRows(OpenResults opened, OpenResult open, RowReader reader, StoredResult result, bool isReused)
    {
        _opened = opened;
        _open = open;
        Reader = reader;
        _result = result;
        _isReused = isReused;
    }

    public RowReader Reader { get; }

    public IReadOnlyList<ScannedTable> Tables => _isReused ? [] : _result.Tables;

    public long? BytesScanned => _isReused ? 0 : _result.BytesScanned;

    public DateTimeOffset? ReusedFrom => _isReused ? _result.CreatedAt : null;

    /// <param name="opened">May have it open.</param>
    /// <param name="instance">Reads the file.</param>
    /// <param name="id">Of this reading alone.</param>
    /// <param name="result">What to read.</param>
    /// <param name="isReused">False for whoever ran the statement that made it.</param>
    /// <param name="cancellationToken">Stops the opening.</param>
    /// <returns>Null when the file is gone or is none.</returns>
    public static async Task<StoredRows?> OpenAsync(
        OpenResults opened,
        DuckInstance instance,
        string id,
        StoredResult result,
        bool isReused,
        CancellationToken cancellationToken)
    {
        if (opened.Take(instance, result) is { } idle)
        {
            if (await idle.ReadAsync(cancellationToken) is { } rows)
            {
                return new StoredRows(opened, idle, rows, result, isReused);
            }

            idle.Dispose();
        }

        return await OpenResult.OpenAsync(instance, id, result, cancellationToken) is { } found
            ? new StoredRows(opened, found.Open, found.Rows, result, isReused)
            : null;
    }

    public Task<QueryOmissions> OmissionsAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_result.Omissions);

    public async ValueTask DisposeAsync()
    {
        await Reader.DisposeAsync();
        _opened.Return(_open);
    }
}
