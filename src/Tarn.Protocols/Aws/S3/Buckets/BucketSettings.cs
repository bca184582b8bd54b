using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Tarn.Common;
using Tarn.State;

namespace Tarn.Protocols.Aws.S3.Buckets;

/// <summary>
/// The documents that clients set on buckets, kept as they were sent, by the parameter that asks for them. Those of a
/// bucket are read once: every put asks for one, and only this process changes them. Thread-safe.
/// </summary>
internal sealed class BucketSettings(DocumentStore documents)
{
    /// <summary>Anybody may ask for any name, and most have none.</summary>
    private const int KnownMax = 10_000;

    private static readonly Dictionary<string, string> None = [];

    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> _known =
        new(StringComparer.Ordinal);

    /// <summary>So that what is known is what was written last.</summary>
    private readonly NamedLocks _changes = new();

    /// <summary>Null when it was not set.</summary>
    public async ValueTask<string?> GetAsync(string bucket, string name, CancellationToken cancellationToken)
    {
        if (!_known.TryGetValue(bucket, out IReadOnlyDictionary<string, string>? settings))
        {
            Document<Dictionary<string, string>>? found = await documents.ReadAsync(
                NameOf(bucket), BucketSettingsJson.Default.DictionaryStringString, cancellationToken);

            // What was set while this was read is there already.
            Dictionary<string, string> read = found?.Value ?? None;
            settings = _known.Count < KnownMax ? _known.GetOrAdd(bucket, read) : read;
        }

        return settings.GetValueOrDefault(name);
    }

    /// <param name="text">Null takes it away.</param>
    public async Task SetAsync(string bucket, string name, string? text, CancellationToken cancellationToken)
    {
        using IDisposable held = await _changes.EnterAsync(bucket, cancellationToken);
        Dictionary<string, string> changed = [];
        await documents.UpdateAsync(
            NameOf(bucket),
            current => changed = Changed(current ?? None, name, text),
            BucketSettingsJson.Default.DictionaryStringString,
            cancellationToken);
        _known[bucket] = changed;
    }

    public async Task DeleteAllAsync(string bucket, CancellationToken cancellationToken)
    {
        using IDisposable held = await _changes.EnterAsync(bucket, cancellationToken);
        await documents.DeleteAsync(NameOf(bucket), cancellationToken);
        _known[bucket] = None;
    }

    private static Dictionary<string, string> Changed(Dictionary<string, string> current, string name, string? text)
    {
        Dictionary<string, string> changed = new(current);
        if (text is null)
        {
            changed.Remove(name);
        }
        else
        {
            changed[name] = text;
        }

        return changed;
    }

    private static string NameOf(string bucket) => $"buckets/{bucket}";
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class BucketSettingsJson : JsonSerializerContext;
