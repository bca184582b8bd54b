using Tarn.Catalog;
using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Storage.Encryption;

namespace Tarn.Definitions.Binding;

/// <summary>The <c>zones:</c> of lake.yaml.</summary>
internal sealed class ZoneBinder(BindingContext context)
{
    private const long ExpireDaysMax = 36_500;
    private const string Expectation = "at least one zone, such as 'raw:'";

    public IReadOnlyList<ZoneDefinition> Bind(MapReader lake)
    {
        if (lake.Require("zones", Expectation) is null || lake.Map("zones") is not { } map)
        {
            return [];
        }

        if (map.Entries.Count == 0)
        {
            context.Diagnostics.Error(ErrorCodes.MissingKey, map.Location, "zones is empty", $"needs {Expectation}");
        }

        List<ZoneDefinition> zones = [];
        foreach (YamlEntry entry in map.Entries)
        {
            if (BindZone(entry) is not { } zone)
            {
                continue;
            }

            if (zones.Find(other => other.Bucket == zone.Bucket) is { } twin)
            {
                context.BadValue(
                    entry.Key.Location,
                    $"zones '{twin.Name}' and '{zone.Name}' share bucket '{zone.Bucket}'",
                    "needs its own bucket");
            }

            zones.Add(zone);
        }

        return zones;
    }

    private ZoneDefinition? BindZone(YamlEntry entry)
    {
        if (!NameRules.IsDatabase(context, "zone", entry.Key))
        {
            return null;
        }

        string name = entry.Key.Value;
        if (entry.Value is not YamlNode.Map map)
        {
            if (!entry.Value.IsNull)
            {
                context.BadValue(
                    entry.Value.Location, $"zone '{name}' must be a map, found {entry.Value.Kind}", "expected a map");
                return null;
            }

            map = new YamlNode.Map([], entry.Key.Location);
        }

        MapReader reader = new(map, context, $"zone '{name}'", entry.Key.Location);
        string? description = reader.Text("description")?.Value;
        YamlNode.Scalar bucket = reader.Text("bucket") ?? entry.Key with { Value = DefaultBucket(name) };
        EncryptionRule? encryption = new EncryptionBinder(context).Bind(reader);
        int? expireDays = (int?)reader.Whole("expire_days", 1, ExpireDaysMax);
        reader.RefuseUnknownKeys();
        return NameRules.IsBucket(context, bucket)
            ? new ZoneDefinition(name, bucket.Value)
            {
                Description = description,
                Encryption = encryption,
                ExpireDays = expireDays,
            }
            : null;
    }

    /// <summary>Bucket names cannot have the '_' that names of databases may have.</summary>
    private static string DefaultBucket(string zone) => zone.Replace('_', '-');
}
