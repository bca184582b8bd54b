using Tarn.Alarms.Notifications;
using Tarn.Alarms.Notifications.Channels;
using Tarn.Definitions.Yaml;
using Tarn.Observability;

namespace Tarn.Definitions.Binding.Notifications;

/// <summary>The section <c>notifications</c> of lake.yaml.</summary>
internal sealed class NotificationBinder(BindingContext context)
{
    /// <param name="lake">The map that has the section, or not.</param>
    /// <param name="directory">The lake's, which relative paths count from.</param>
    public NotificationSettings Bind(MapReader lake, string directory)
    {
        if (lake.Map("notifications") is not { } map)
        {
            return new NotificationSettings();
        }

        MapReader reader = new(map, context, "notifications", lake.Place("notifications"));
        Dictionary<string, NotificationChannel> channels = Channels(reader, directory);
        RouteBinder routes = new(context, [.. reader.Map("channels")?.Entries.Select(entry => entry.Key.Value) ?? []]);
        NotificationSettings settings = new()
        {
            Channels = channels,
            Routes = [.. Maps(reader, "routes", "a route").Select(routes.Bind).OfType<NotificationRoute>()],
            Late = [.. Maps(reader, "late", "a rule").Select(BindLateness).OfType<LatenessRule>()],
            RepeatAfter = reader.FindDuration("repeat", context),
        };
        reader.RefuseUnknownKeys();
        return settings;
    }

    private Dictionary<string, NotificationChannel> Channels(MapReader notifications, string directory)
    {
        Dictionary<string, NotificationChannel> channels = [];
        ChannelBinder binder = new(context, directory);
        foreach (YamlEntry entry in notifications.Map("channels")?.Entries ?? [])
        {
            if (entry.Value is not YamlNode.Map map)
            {
                context.BadValue(
                    entry.Value.Location, $"channel '{entry.Key.Value}' must be a map, found {entry.Value.Kind}");
            }
            else if (NameRules.IsLabel(context, "channel", entry.Key) && binder.Bind(entry.Key, map) is { } channel)
            {
                channels[channel.Name] = channel;
            }
        }

        return channels;
    }

    private List<YamlNode.Map> Maps(MapReader reader, string key, string what)
    {
        YamlNode? node = reader.Find(key);
        if (node is not (null or YamlNode.Sequence))
        {
            context.BadValue(node.Location, $"'{key}' must be a list, found {node.Kind}");
        }

        List<YamlNode.Map> maps = [];
        foreach (YamlNode item in node is YamlNode.Sequence list ? list.Items : [])
        {
            if (item is YamlNode.Map map)
            {
                maps.Add(map);
            }
            else
            {
                context.BadValue(item.Location, $"{what} must be a map, found {item.Kind}");
            }
        }

        return maps;
    }

    private LatenessRule? BindLateness(YamlNode.Map map)
    {
        MapReader reader = new(map, context, "the rule", map.Location);
        (WorkSubject? kind, YamlNode.Scalar? name) = RouteBinder.Subject(reader, context);
        TimeSpan? every = reader.FindDuration("every", context);
        TimeSpan? takes = reader.FindDuration("takes", context);
        reader.RefuseUnknownKeys();
        if (kind is null || name is null)
        {
            context.BadValue(map.Location, "it does not say what is late", "expected 'job', 'crawler' or 'workflow'");
            return null;
        }

        if (!map.Entries.Any(entry => entry.Key.Value is "every" or "takes"))
        {
            context.BadValue(map.Location, "it does not say when that is late", "expected 'every', 'takes' or both");
        }

        return new LatenessRule(kind.Value, name.Value) { Every = every, Takes = takes };
    }
}
