using Tarn.Alarms.Notifications;
using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Observability;

namespace Tarn.Definitions.Binding.Notifications;

/// <summary>One of the <c>routes</c> of notifications.</summary>
/// <param name="context">Of the pass.</param>
/// <param name="channels">Names of those there are.</param>
internal sealed class RouteBinder(BindingContext context, IReadOnlyList<string> channels)
{
    private static readonly (string Key, WorkSubject Kind)[] Kinds =
        [("job", WorkSubject.Job), ("crawler", WorkSubject.Crawler), ("workflow", WorkSubject.Workflow)];

    private static readonly (string, NotificationSeverity)[] Severities =
    [
        ("info", NotificationSeverity.Info), ("warning", NotificationSeverity.Warning),
        ("error", NotificationSeverity.Error),
    ];

    /// <summary>What a map is about: at most one of job, crawler and workflow.</summary>
    public static (WorkSubject? Kind, YamlNode.Scalar? Name) Subject(MapReader reader, BindingContext context)
    {
        (WorkSubject? Kind, YamlNode.Scalar? Name) found = (null, null);
        foreach ((string key, WorkSubject kind) in Kinds)
        {
            if (reader.Text(key) is not { } name)
            {
                continue;
            }

            if (found.Name is not null)
            {
                context.BadValue(reader.Place(key), "it is about two things", "expected one of job, crawler, workflow");
            }

            found = (kind, name);
        }

        return found;
    }

    public NotificationRoute? Bind(YamlNode.Map map)
    {
        MapReader reader = new(map, context, "the route", map.Location);
        (WorkSubject? kind, YamlNode.Scalar? name) = Subject(reader, context);
        NotificationSeverity? severity = reader.Word("severity", Severities);
        IReadOnlyList<YamlNode.Scalar> to = reader.RequiredTexts("to", "names of channels");
        reader.RefuseUnknownKeys();
        foreach (YamlNode.Scalar unknown in to.Where(channel => !channels.Contains(channel.Value)))
        {
            context.Diagnostics.Error(
                ErrorCodes.BadValue,
                unknown.Location,
                $"there is no channel '{Shown.Text(unknown.Value)}'",
                Suggestion.DidYouMean(unknown.Value, channels),
                $"channels: {Shown.List(channels)}");
        }

        return to.Count == 0 ? null : new NotificationRoute
        {
            Kind = kind,
            Name = name?.Value ?? "*",
            Severity = severity ?? NotificationSeverity.Info,
            Channels = [.. to.Select(channel => channel.Value).Where(channels.Contains)],
        };
    }
}
