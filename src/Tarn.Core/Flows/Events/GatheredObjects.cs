using System.Globalization;
using System.Text.Json;
using Tarn.Storage.Events;

namespace Tarn.Flows.Events;

/// <summary>Events of objects or commits that one start is for.</summary>
internal sealed class GatheredObjects
{
    /// <summary>As many as a step can be done for.</summary>
    private const int KeysMax = Graphs.FanOut.ItemsMax;

    private readonly List<string> _keys = [];
    private ObjectEvent? _last;

    /// <summary>Those that may have been missed count once, and have no key.</summary>
    public int Count { get; private set; }

    public void Add(ObjectEvent? told)
    {
        Count++;
        if (told?.Key is { } key)
        {
            _last = told;
            if (_keys.Count < KeysMax)
            {
                _keys.Add(key);
            }
        }
    }

    public void Clear()
    {
        Count = 0;
        _last = null;
        _keys.Clear();
    }

    /// <summary>Of all of them, and of the last one; the latter are not there where events were missed.</summary>
    public IReadOnlyDictionary<string, string> Values(EventFilter? filter)
    {
        Dictionary<string, string> values = new()
        {
            [EventNames.Count] = Count.ToString(CultureInfo.InvariantCulture),
        };
        if (filter?.Table is { } table)
        {
            values[EventNames.Table] = table;
        }

        if (_last is { } last)
        {
            values[EventNames.At] = EventValues.TextOf(last.At);
            AddTo(values, last, isCommit: filter?.Table is not null);
        }

        return values;
    }

    private void AddTo(Dictionary<string, string> values, ObjectEvent last, bool isCommit)
    {
        if (isCommit)
        {
            values[EventNames.Version] = VersionOf(last.Key!);
            return;
        }

        values[EventNames.Bucket] = last.Bucket ?? "";
        values[EventNames.Key] = last.Key!;
        values[EventNames.Size] = last.SizeBytes?.ToString(CultureInfo.InvariantCulture) ?? "";
        values[EventNames.ETag] = last.ETag ?? "";
        values[EventNames.Version] = last.VersionId ?? "";
        values[EventNames.Keys] = JsonSerializer.Serialize([.. _keys], FlowsJson.Default.StringArray);
    }

    /// <summary>A file of the log is named by its version: <c>…/00000000000000000012.json</c>.</summary>
    private static string VersionOf(string key) => long.TryParse(
        Path.GetFileNameWithoutExtension(key), NumberStyles.None, CultureInfo.InvariantCulture, out long version)
        ? version.ToString(CultureInfo.InvariantCulture)
        : "";
}
