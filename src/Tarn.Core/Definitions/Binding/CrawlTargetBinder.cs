using Tarn.Catalog;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>The <c>targets:</c> of a crawler: a list of maps with zone, prefix and exclusions.</summary>
internal sealed class CrawlTargetBinder(BindingContext context, IReadOnlyList<ZoneDefinition> zones)
{
    private const string Example = "for example: - {zone: raw, prefix: events/}";

    /// <summary>The zone of the first target, where tables go when nothing else is said.</summary>
    public string? FirstZone { get; private set; }

    public IReadOnlyList<CrawlTarget> Bind(YamlNode? node)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not YamlNode.Sequence { Items.Count: > 0 } list)
        {
            context.BadValue(
                node.Location, $"'targets' must be a list, found {node.Kind}", Example);
            return [];
        }

        List<CrawlTarget> targets = [];
        foreach (YamlNode item in list.Items)
        {
            if (item is not YamlNode.Map map)
            {
                context.BadValue(
                    item.Location, $"a target must be a map, found {item.Kind}", Example);
            }
            else if (BindTarget(map) is { } target)
            {
                targets.Add(target);
            }
        }

        return targets;
    }

    private CrawlTarget? BindTarget(YamlNode.Map map)
    {
        MapReader reader = new(map, context, "the target", map.Location);
        YamlNode.Scalar? zoneName = reader.RequiredText("zone", "the name of a zone");
        YamlNode.Scalar? prefix = reader.Text("prefix");
        string[] exclusions = [.. reader.Texts("exclude").Where(IsPattern).Select(pattern => pattern.Value)];
        reader.RefuseUnknownKeys();
        if (zoneName is null || !IsPrefix(prefix))
        {
            return null;
        }

        if (zones.FirstOrDefault(zone => zone.Name == zoneName.Value) is not { } found)
        {
            ReportZone(zoneName);
            return null;
        }

        FirstZone ??= found.Name;
        string folder = prefix?.Value is { Length: > 0 } text ? text.TrimEnd('/') + "/" : "";
        return new CrawlTarget(found.Bucket, folder) { Exclusions = exclusions };
    }

    /// <summary>Without zones lake.yaml itself could not be read, which is reported there.</summary>
    private void ReportZone(YamlNode.Scalar name)
    {
        if (zones.Count > 0)
        {
            string[] known = [.. zones.Select(zone => zone.Name)];
            context.BadValue(
                name.Location,
                $"there is no zone '{Shown.Text(name.Value)}'",
                Suggestion.DidYouMean(name.Value, known),
                $"zones: {Shown.List(known)}");
        }
    }

    private bool IsPrefix(YamlNode.Scalar? prefix)
    {
        bool isGood = prefix is null
            || prefix.Value.Length == 0
            || !prefix.Value.TrimEnd('/').Split('/').Any(segment => segment is "" or "." or "..");
        if (!isGood)
        {
            context.BadValue(
                prefix!.Location,
                $"'{Shown.Text(prefix.Value)}' is not a prefix",
                "expected a folder such as events/clicks/");
        }

        return isGood;
    }

    private bool IsPattern(YamlNode.Scalar pattern)
    {
        bool isGood = pattern.Value.Length > 0 && !pattern.Value.StartsWith('/');
        if (!isGood)
        {
            context.BadValue(
                pattern.Location,
                $"'{Shown.Text(pattern.Value)}' is not a pattern of keys",
                "expected a pattern below the prefix, such as **/*.tmp");
        }

        return isGood;
    }
}
