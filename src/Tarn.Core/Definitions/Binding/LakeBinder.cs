using Tarn.Alarms.Notifications;
using Tarn.Catalog;
using Tarn.Common;
using Tarn.Definitions.Binding.Notifications;
using Tarn.Definitions.Yaml;
using Tarn.Jobs.Lineage.Events;
using Tarn.Jobs.Runs;
using Tarn.Queries.Isolation;
using Tarn.Queries.Limits;

namespace Tarn.Definitions.Binding;

/// <summary>lake.yaml → <see cref="LakeParts"/>.</summary>
internal sealed class LakeBinder(BindingContext context)
{
    private const long ThreadsMax = 1024;
    private const long WorkersMax = 64;

    // The engine's own limit on expressions, beyond which it fails by itself.
    private const long DepthMax = 1000;

    /// <param name="map">All of lake.yaml.</param>
    /// <param name="directory">The lake's, absolute.</param>
    public LakeParts Bind(YamlNode.Map map, string directory)
    {
        string directoryName = Path.GetFileName(Path.TrimEndingDirectorySeparator(directory));
        MapReader reader = new(map, context, "lake.yaml", map.Location);
        reader.Require("version", "1");
        if (reader.Whole("version", 1, long.MaxValue) is > 1)
        {
            SourceLocation place = reader.Find("version")!.Location;
            context.BadValue(place, "this lake is of a version that this Tarn does not know", "expected 1");
        }

        YamlNode.Scalar? name = reader.Text("name");
        bool isNamed = name is not null && NameRules.IsLabel(context, "lake", name);
        string? description = reader.Text("description")?.Value;
        EngineSettings engine = BindEngine(reader);
        IReadOnlyList<ZoneDefinition> zones = new ZoneBinder(context).Bind(reader);
        FileTableBinder tables = new(context, zones);
        IReadOnlyList<FileTableDefinition> fileTables = tables.Bind(reader.Map("tables"));
        string lakeName = isNamed ? name!.Value : directoryName;
        LineageSettings? lineage = new LineageBinder(context).Bind(reader, lakeName);
        RunRetention runs = BindRuns(reader);
        NotificationSettings notifications = new NotificationBinder(context).Bind(reader, directory);
        SecuritySettings security = new SecurityBinder(context).Bind(reader, directory);
        reader.RefuseUnknownKeys();

        return new LakeParts
        {
            Name = lakeName,
            Description = description,
            Engine = engine,
            Zones = zones,
            FileTables = fileTables,
            TablePlaces = tables.Places,
            Lineage = lineage,
            Runs = runs,
            Notifications = notifications,
            Security = security,
        };
    }

    private EngineSettings BindEngine(MapReader lake)
    {
        if (lake.Map("engine") is not { } map)
        {
            return new EngineSettings();
        }

        MapReader reader = new(map, context, "engine", lake.Place("engine"));
        EngineSettings settings = new()
        {
            MemoryBytesMax = reader.BytesAt("memory", context),
            Threads = (int?)reader.Whole("threads", 1, ThreadsMax),
            ScratchBytesMax = reader.BytesAt("scratch", context),
            Dialect = reader.Word("dialect", DialectWords.All),
            Limits = BindLimits(reader),
            Isolation = reader.Word("isolation", IsolationWords.All) ?? StatementIsolation.None,
            Workers = (int?)reader.Whole("workers", 1, WorkersMax),
            Price = BindPrice(reader),
            ReuseAgeMax = reader.FindDuration("reuse", context),
        };
        reader.RefuseUnknownKeys();
        return settings;
    }

    private RunRetention BindRuns(MapReader lake)
    {
        if (lake.Map("runs") is not { } map)
        {
            return new RunRetention();
        }

        MapReader reader = new(map, context, "runs", lake.Place("runs"));
        RunRetention standard = new();
        RunRetention retention = standard with
        {
            AgeMax = reader.FindDuration("keep", context) ?? standard.AgeMax,
        };
        reader.RefuseUnknownKeys();
        return retention;
    }

    private QueryPrice BindPrice(MapReader engine)
    {
        QueryPrice standard = new();
        if (engine.Map("price") is not { } map)
        {
            return standard;
        }

        MapReader reader = new(map, context, "engine.price", engine.Place("price"));
        QueryPrice price = new()
        {
            DollarsPerTerabyte = reader.AmountAt("per_terabyte", context) ?? standard.DollarsPerTerabyte,
            BytesMin = reader.BytesAt("minimum", context) ?? standard.BytesMin,
        };
        reader.RefuseUnknownKeys();
        return price;
    }

    private QueryLimits BindLimits(MapReader engine)
    {
        QueryLimits standard = new();
        if (engine.Map("limits") is not { } map)
        {
            return standard;
        }

        MapReader reader = new(map, context, "engine.limits", engine.Place("limits"));
        QueryLimits limits = new()
        {
            TimeMax = reader.FindDuration("time", context) ?? standard.TimeMax,
            RowsMax = reader.Whole("rows", 1, long.MaxValue),
            MemoryBytesMax = reader.BytesAt("memory", context),
            ScannedBytesMax = reader.BytesAt("scanned", context),
            TextBytesMax = reader.BytesAt("text", context) ?? standard.TextBytesMax,
            DepthMax = (int?)reader.Whole("depth", 1, DepthMax) ?? standard.DepthMax,
        };
        reader.RefuseUnknownKeys();
        return limits;
    }
}
