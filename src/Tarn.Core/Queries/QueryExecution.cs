using Tarn.Queries.Limits;

namespace Tarn.Queries;

/// <summary>A running query: its rows as they come, and what it took. Disposing it ends the query.</summary>
public sealed class QueryExecution : IAsyncDisposable
{
    private readonly IExecutionSource _source;
    private readonly StatementClock _clock;
    private readonly QueryPrice _price;
    private readonly TimeSpan _planTime;

    internal QueryExecution(IExecutionSource source, StatementClock clock, QueryLimits limits, QueryPrice price)
    {
        _source = source;
        _clock = clock;
        _price = price;
        _planTime = clock.Elapsed;
        Rows = new LimitedRows(source.Reader, clock, limits);
    }

    public LimitedRows Rows { get; }

    /// <summary>Files of each table before and after pruning; none when a stored result is given.</summary>
    public IReadOnlyList<ScannedTable> Tables => _source.Tables;

    /// <summary>What it took; complete once the rows have been read.</summary>
    public QueryStatistics Statistics => new()
    {
        Rows = Rows.RowCount,
        PlanSeconds = _planTime.TotalSeconds,
        RunSeconds = ((Rows.EndedAfter ?? _clock.Elapsed) - _planTime).TotalSeconds,
        BytesScanned = _source.BytesScanned,
        Dollars = _source.BytesScanned is long bytes ? _price.DollarsOf(bytes) : null,
        ReusedFrom = _source.ReusedFrom,
        Tables = Tables,
    };

    /// <summary>What the result lacks; complete once the rows have been read.</summary>
    public Task<QueryOmissions> OmissionsAsync(CancellationToken cancellationToken) =>
        _source.OmissionsAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        _clock.Dispose();
    }
}
