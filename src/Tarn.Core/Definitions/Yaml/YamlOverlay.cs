namespace Tarn.Definitions.Yaml;

/// <summary>Lays lake.ENV.yaml over lake.yaml: maps merge key by key, everything else is replaced.</summary>
internal static class YamlOverlay
{
    /// <summary>Nodes keep their places, so an error points to the file that said it.</summary>
    /// <remarks>Recursion ends at <see cref="YamlReader.DepthMax"/>, the depth of what the reader builds.</remarks>
    public static YamlNode.Map Merge(YamlNode.Map below, YamlNode.Map above)
    {
        List<YamlEntry> entries = [.. below.Entries.Select(entry => Merge(entry, above.Find(entry.Key.Value)))];
        entries.AddRange(above.Entries.Where(entry => below.Find(entry.Key.Value) is null));
        return below with { Entries = entries };
    }

    private static YamlEntry Merge(YamlEntry below, YamlEntry? above) => (below.Value, above?.Value) switch
    {
        (_, null) => below,
        (YamlNode.Map map, YamlNode.Map overlay) => below with { Value = Merge(map, overlay) },
        _ => above!,
    };
}
