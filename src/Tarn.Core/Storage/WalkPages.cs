using System.Runtime.CompilerServices;
using Tarn.Common;

namespace Tarn.Storage;

/// <summary>
/// Runs a walk that blocks, some entries at a time: few at first, for those who want no more.
/// </summary>
internal static class WalkPages
{
    private const int FirstEntries = 16;
    private const int EntriesTogetherMax = 1024;

    public static async IAsyncEnumerable<T> ReadAsync<T>(
        IEnumerable<T> walk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using IEnumerator<T> entries = walk.GetEnumerator();
        int wanted = FirstEntries;
        List<T> taken;
        do
        {
            taken = await BlockingIo.RunAsync(() => Take(entries, wanted, cancellationToken), cancellationToken);
            foreach (T entry in taken)
            {
                yield return entry;
            }
        }
        while (taken.Count == wanted && (wanted = Math.Min(wanted * 4, EntriesTogetherMax)) > 0);
    }

    private static List<T> Take<T>(IEnumerator<T> entries, int count, CancellationToken cancellationToken)
    {
        List<T> taken = [];
        while (taken.Count < count && entries.MoveNext())
        {
            cancellationToken.ThrowIfCancellationRequested();
            taken.Add(entries.Current);
        }

        return taken;
    }
}
