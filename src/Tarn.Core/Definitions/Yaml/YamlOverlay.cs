namespace Tarn.Definitions.Yaml;

/// <summary>Lays lake.ENV.yaml over lake.yaml: maps merge key by key, everything else is replaced.</summary>
internal static class YamlOverlay
{
    /// <summary>Nodes keep their places, so an error points to the file that said it.</summary>
    /// <remarks>Recursion ends at <see cref="YamlReader.DepthMax"/>, the depth of what the reader builds.</remarks>
    public static YamlNode.Map Merge(YamlNode.Map below, YamlNode.Map above)
    {
        Dictionary<string, YamlEntry> changes = above.Entries.ToDictionary(entry => entry.Key.Value);
        List<YamlEntry> entries = [];
        foreach (YamlEntry entry in below.Entries)
        {
            changes.Remove(entry.Key.Value, out YamlEntry? change);
            entries.Add(Merge(entry, change));
        }

        entries.AddRange(above.Entries.Where(entry => changes.ContainsKey(entry.Key.Value)));
        return below with { Entries = entries };
    }

    private static YamlEntry Merge(YamlEntry below, YamlEntry? above) => (below.Value, above?.Value) switch
    {
        (_, null) => below,
        (YamlNode.Map map, YamlNode.Map overlay) => below with { Value = Merge(map, overlay) },
        _ => above!,
    };
}
