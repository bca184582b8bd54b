using System.Runtime.CompilerServices;
using Tarn.Queries.SystemTables;
using Tarn.Storage.Events;

namespace Tarn.Jobs.SystemTables;

/// <summary><c>system.events</c>: what happened to objects of buckets that somebody listens to.</summary>
/// <param name="stateDirectory">The lake's <c>.tarn</c>.</param>
internal sealed class EventSystemTable(string stateDirectory)
{
    public SystemTable Table => new(
        "events",
        "sequence BIGINT, happened_at TIMESTAMPTZ, event VARCHAR, bucket VARCHAR, key VARCHAR, size BIGINT, "
            + "etag VARCHAR, version_id VARCHAR",
        ReadAsync);

    private async IAsyncEnumerable<object?[]> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (ObjectEvent told in ObjectEventLog.ReadAsync(
            stateDirectory, fromSequence: 1, cancellationToken))
        {
            yield return
            [
                told.Sequence, told.At, told.Name, told.Bucket, told.Key, told.SizeBytes, told.ETag, told.VersionId,
            ];
        }
    }
}
