using Tarn.Catalog;
using Tarn.Engine;
using Tarn.Queries.Limits;

namespace Tarn.Queries;

/// <summary>
/// A running query: its rows as they come, and what it was given to read. Disposing it ends the query.
/// </summary>
public sealed class QueryExecution : IAsyncDisposable
{
    private readonly RowReader _reader;
    private readonly IReadScope _scope;
    private readonly StatementClock _clock;

    internal QueryExecution(RowReader reader, IReadScope scope, StatementClock clock, QueryLimits limits)
    {
        _reader = reader;
        _scope = scope;
        _clock = clock;
        Rows = new LimitedRows(reader, clock, limits);
    }

    public LimitedRows Rows { get; }

    /// <summary>Files of each table before and after pruning.</summary>
    public IReadOnlyList<ScannedTable> Tables => _scope.Scanned;

    /// <summary>
    /// Bytes that the engine read from files, footers included; null until the rows have been read, and without
    /// <see cref="QueryRunner.IsMeasuring"/>.
    /// </summary>
    public long? BytesScanned => _scope.BytesScanned;

    /// <summary>Size of the files that were handed to the engine.</summary>
    public long BytesRead => Tables.Sum(table => table.BytesRead);

    /// <summary>Files whose rows are missing because they could not be opened.</summary>
    public IReadOnlyList<UnreadableFile> Unreadable => _scope.Unreadable;

    /// <summary>
    /// Columns of files with values that do not fit the type and are read as null; complete once the rows have been
    /// read.
    /// </summary>
    public IReadOnlyList<UnfitColumn> Unfit => _scope.Unfit;

    /// <summary>What the result lacks; complete once the rows have been read.</summary>
    public Task<QueryOmissions> OmissionsAsync(CancellationToken cancellationToken) =>
        QueryOmissions.OfAsync(_scope, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _scope.DisposeAsync();
        _clock.Dispose();
    }
}
