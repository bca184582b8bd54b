using Tarn.Engine;
using Tarn.Engine.Dialect;
using Tarn.Engine.Errors;

namespace Tarn.Queries;

/// <summary>A statement that runs while its rows are read.</summary>
internal sealed class RunningStatement(RowReader reader, IReadScope scope, DialectStatement statement)
    : IExecutionSource
{
    private long? _bytesScanned;

    public RowReader Reader => reader;

    public IReadOnlyList<ScannedTable> Tables => scope.Scanned;

    /// <summary>Known once the statement ended; statements after it do not change it.</summary>
    public long? BytesScanned => _bytesScanned ??= scope.BytesScanned;

    public DateTimeOffset? ReusedFrom => null;

    public EngineException Locate(EngineException exception) => statement.Locate(exception);

    public Task<QueryOmissions> OmissionsAsync(CancellationToken cancellationToken)
    {
        _bytesScanned = BytesScanned;
        scope.Connection.IsProfiling = false;
        return QueryOmissions.OfAsync(scope, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await scope.DisposeAsync();
    }
}
