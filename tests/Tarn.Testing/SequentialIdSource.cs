using System.Globalization;
using Tarn.Common;

namespace Tarn.Testing;

/// <summary>Ids 00000000000000000000000001, …02, …: as long and as sortable as the real ones.</summary>
public sealed class SequentialIdSource : IIdSource
{
    private long _last;

    public string NextId() => Interlocked.Increment(ref _last).ToString("D26", CultureInfo.InvariantCulture);
}
