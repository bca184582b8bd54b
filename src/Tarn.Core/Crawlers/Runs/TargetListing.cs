using Tarn.Catalog.Files;
using Tarn.Storage;

namespace Tarn.Crawlers.Runs;

/// <summary>What is below a target: objects, and the roots of Delta tables with the state of their logs.</summary>
internal sealed class TargetListing(CrawlTarget target, Func<string, bool> isManaged)
{
    /// <summary>Behind the root of a Delta table stands its log.</summary>
    public const string DeltaLog = "_delta_log/";

    private readonly KeyPattern[] _exclusions = [.. target.Exclusions.Select(pattern => new KeyPattern(pattern))];
    private readonly List<ObjectInfo> _files = [];
    private readonly Dictionary<string, ObjectInfo> _logs = new(StringComparer.Ordinal);

    /// <summary>
    /// Objects in order of key. A Delta table is one of them: its key is that of the log's folder, its tag that of the
    /// newest commit; its own files are left out, and so are tables that the lake manages.
    /// </summary>
    public async Task<IReadOnlyList<ObjectInfo>> ListAsync(IObjectStore store, CancellationToken cancellationToken)
    {
        await foreach (ObjectInfo file in store.ListAsync(target.Prefix, cancellationToken))
        {
            string below = file.Key[target.Prefix.Length..];
            if (FindLog(file.Key, below) is { } log)
            {
                AddLog(log, file);
            }
            else if (!HasHiddenSegment(below) && !_exclusions.Any(pattern => pattern.IsMatch(below)))
            {
                _files.Add(file);
            }
        }

        return [.. _files.Where(file => !IsOfDelta(file.Key))
            .Concat(_logs.Where(log => !isManaged(RootOf(log.Key))).Select(log => log.Value with { Key = log.Key }))
            .OrderBy(file => file.Key, StringComparer.Ordinal)];
    }

    /// <summary>Roots of all Delta tables that were listed, those that the lake manages too.</summary>
    public IReadOnlyList<string> DeltaRoots => [.. _logs.Keys.Select(RootOf).Order(StringComparer.Ordinal)];

    /// <summary>The Delta table's prefix without the slash at its end.</summary>
    public static string RootOf(string logKey) => logKey[..^DeltaLog.Length].TrimEnd('/');

    private static string? FindLog(string key, string below)
    {
        int place = below.StartsWith(DeltaLog, StringComparison.Ordinal)
            ? 0
            : below.IndexOf("/" + DeltaLog, StringComparison.Ordinal) + 1;
        bool isLog = place > 0 || below.StartsWith(DeltaLog, StringComparison.Ordinal);
        return isLog ? key[..(key.Length - below.Length + place + DeltaLog.Length)] : null;
    }

    private void AddLog(string log, ObjectInfo file)
    {
        bool isCommit = file.Key.EndsWith(".json", StringComparison.Ordinal);
        if (isCommit || !_logs.ContainsKey(log))
        {
            _logs[log] = file;
        }
    }

    private bool IsOfDelta(string key)
    {
        for (int slash = key.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = key.IndexOf('/', slash + 1))
        {
            if (_logs.ContainsKey(key[..(slash + 1)] + DeltaLog))
            {
                return true;
            }
        }

        return _logs.ContainsKey(DeltaLog);
    }

    /// <summary>Of other tools: <c>_SUCCESS</c>, <c>_temporary</c>, <c>.crc</c>.</summary>
    private static bool HasHiddenSegment(string below) =>
        below.StartsWith('_')
        || below.StartsWith('.')
        || below.Contains("/_", StringComparison.Ordinal)
        || below.Contains("/.", StringComparison.Ordinal);
}
