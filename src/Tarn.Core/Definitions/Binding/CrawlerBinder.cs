using Tarn.Catalog;
using Tarn.Common;
using Tarn.Crawlers;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>One file of crawlers/ → <see cref="CrawlerDefinition"/>.</summary>
internal sealed class CrawlerBinder(BindingContext context, IReadOnlyList<ZoneDefinition> zones)
{
    private const long TableLevelMax = 32;
    private const int SampleBytesMin = 1024;
    private const int SampleBytesMax = 64 * 1024 * 1024;

    private static readonly (string, bool)[] Kinds = [("crawler", true)];

    private static readonly (string, TableGrouping)[] Groupings =
        [("folders", TableGrouping.Folders), ("similar", TableGrouping.Similar), ("combine", TableGrouping.Combine)];

    private static readonly (string, OnChange)[] Changes =
        [("update", OnChange.Update), ("add_only", OnChange.AddOnly), ("log", OnChange.Log)];

    private static readonly (string, OnDelete)[] Deletes =
        [("log", OnDelete.Log), ("deprecate", OnDelete.Deprecate), ("delete", OnDelete.Delete)];

    public CrawlerDefinition? Bind(SourceText source)
    {
        if (new YamlReader(source, context.Diagnostics).ReadMap(0, source.Text.Length) is not { } map)
        {
            return null;
        }

        string name = Path.GetFileNameWithoutExtension(source.File);
        MapReader reader = new(map, context, $"crawler '{name}'", map.Location);
        reader.Require("kind", "crawler");
        reader.Word("kind", Kinds);
        CrawlTargetBinder targetBinder = new(context, zones);
        IReadOnlyList<CrawlTarget> targets = targetBinder.Bind(reader.Require("targets", "a list of zone and prefix"));
        CrawlTriggerBinder triggers = new(context, reader);
        CrawlerDefinition definition = new()
        {
            Name = name,
            Description = reader.Text("description")?.Value,
            Database = Database(reader) ?? targetBinder.FirstZone ?? "",
            Targets = targets,
            SampleBytesMax = SampleBytes(reader),
            TablePrefix = TablePrefix(reader),
            Grouping = reader.Word("grouping", Groupings) ?? TableGrouping.Folders,
            TableLevel = (int?)reader.Whole("table_level", 0, TableLevelMax),
            OnChange = reader.Word("on_change", Changes) ?? OnChange.Update,
            OnDelete = reader.Word("on_delete", Deletes) ?? OnDelete.Deprecate,
            Schedule = triggers.Schedule(),
            OnArrival = triggers.OnArrival(),
            Classifiers = new ClassifierBinder(context).Bind(reader.Find("classifiers")),
        };
        reader.RefuseUnknownKeys();
        YamlNode.Scalar nameAsText = new(name, ScalarStyle.Plain, source.Locate(0));
        return NameRules.IsLabel(context, "crawler", nameAsText) && targets.Count > 0 ? definition : null;
    }

    private string? Database(MapReader reader)
    {
        YamlNode.Scalar? database = reader.Text("database");
        return database is not null && NameRules.IsDatabase(context, "database", database) ? database.Value : null;
    }

    private string TablePrefix(MapReader reader)
    {
        YamlNode.Scalar? prefix = reader.Text("table_prefix");
        return prefix is not null && NameRules.IsDatabase(context, "table prefix", prefix) ? prefix.Value : "";
    }

    private int SampleBytes(MapReader reader)
    {
        if (reader.BytesAt("sample", context) is not { } bytes)
        {
            return CrawlerDefinition.SampleBytesDefault;
        }

        if (bytes is >= SampleBytesMin and <= SampleBytesMax)
        {
            return (int)bytes;
        }

        context.BadValue(reader.Place("sample"), "the sample is too small or too large", "expected 1KiB to 64MiB");
        return CrawlerDefinition.SampleBytesDefault;
    }
}
