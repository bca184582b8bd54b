using System.Runtime.CompilerServices;
using Tarn.Common;
using Tarn.Engine;

namespace Tarn.Queries.Limits;

/// <summary>The rows of a statement as they come, as long as its limits allow.</summary>
public sealed class LimitedRows
{
    private readonly RowReader _reader;
    private readonly StatementClock _clock;
    private readonly QueryLimits _limits;

    internal LimitedRows(RowReader reader, StatementClock clock, QueryLimits limits)
    {
        _reader = reader;
        _clock = clock;
        _limits = limits;
    }

    public IReadOnlyList<ResultColumn> Columns => _reader.Columns;

    /// <summary>Rows that were read so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>When the last row was read, since the statement began; null before.</summary>
    internal TimeSpan? EndedAfter { get; private set; }

    /// <inheritdoc cref="RowReader.ReadBatchesAsync"/>
    /// <exception cref="TarnException"><c>TN3012</c>, <c>TN3013</c>: too long, or too many rows.</exception>
    public async IAsyncEnumerable<RowBatch> ReadBatchesAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = _clock.Link(cancellationToken);
        await using IAsyncEnumerator<RowBatch> batches =
            _reader.ReadBatchesAsync(either.Token).GetAsyncEnumerator(either.Token);
        while (await _clock.RunAsync(_ => batches.MoveNextAsync().AsTask(), cancellationToken))
        {
            RowCount += batches.Current.RowCount;
            _limits.CheckRows(RowCount);
            yield return batches.Current;
        }

        EndedAfter = _clock.Elapsed;
    }
}
