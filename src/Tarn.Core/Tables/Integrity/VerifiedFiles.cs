using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Tarn.Engine;
using Tarn.Storage;

namespace Tarn.Tables.Integrity;

/// <summary>
/// Files whose checksum was found right since the engine was opened. They are told by what the store says of them, so a
/// file that is written again is read again. Thread-safe.
/// </summary>
internal sealed class VerifiedFiles
{
    private const int CountMax = 1 << 18;

    private static readonly ConditionalWeakTable<DuckInstance, VerifiedFiles> Instances = [];

    private readonly ConcurrentDictionary<(string Bucket, string Key, string ETag, uint Checksum), bool> _files = [];

    public static VerifiedFiles Of(DuckInstance instance) => Instances.GetValue(instance, _ => new VerifiedFiles());

    public bool Contains(string bucket, ObjectInfo file, uint checksum) =>
        _files.ContainsKey((bucket, file.Key, file.ETag, checksum));

    /// <summary>Forgets all when there are too many, which costs reading them once more.</summary>
    public void Add(string bucket, ObjectInfo file, uint checksum)
    {
        if (_files.Count >= CountMax)
        {
            _files.Clear();
        }

        _files[(bucket, file.Key, file.ETag, checksum)] = true;
    }
}
