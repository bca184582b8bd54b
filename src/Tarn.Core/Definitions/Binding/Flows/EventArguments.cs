using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Flows;
using Tarn.Flows.Events;
using Tarn.Flows.Graphs;
using Tarn.Sources.Http;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>
/// Arguments of what a trigger starts, in which <c>${event.…}</c> stands for values of what it was started for.
/// </summary>
internal sealed class EventArguments(BindingContext context)
{
    private readonly List<YamlNode.Scalar> _texts = [];

    /// <summary>Texts by name; empty when the key is missing.</summary>
    /// <param name="reader">Of what is started.</param>
    /// <param name="key">That they are under.</param>
    /// <param name="known">The names there are; null: any.</param>
    public Dictionary<string, string> Bind(MapReader reader, string key, IReadOnlyCollection<string>? known = null)
    {
        Dictionary<string, string> arguments = [];
        foreach ((YamlNode.Scalar name, YamlNode.Scalar value) in reader.RawEntries(key))
        {
            if (known?.Contains(name.Value) == false)
            {
                context.BadValue(
                    name.Location,
                    $"the workflow has no parameter '{Shown.Text(name.Value)}'",
                    Suggestion.DidYouMean(name.Value, known));
            }

            YamlNode.Scalar text = context.Substitution.ExpandAround(value, EventNames.Start);
            _texts.Add(text);
            arguments[name.Value] = text.Value;
        }

        return arguments;
    }

    /// <summary>Reports values that what the trigger waits for does not have.</summary>
    public void Check(Trigger trigger)
    {
        IReadOnlyList<string> known = EventNames.Of(trigger);
        foreach (YamlNode.Scalar text in _texts)
        {
            foreach (string path in Find(text))
            {
                Check(trigger, text, path[EventNames.Start.Length..], known);
            }
        }
    }

    private static IReadOnlyList<string> Find(YamlNode.Scalar text)
    {
        try
        {
            return [.. References.Find(text.Value)
                .Where(path => path.StartsWith(EventNames.Start, StringComparison.Ordinal))];
        }
        catch (FormatException)
        {
            // That it is not closed was reported when it was read.
            return [];
        }
    }

    private void Check(Trigger trigger, YamlNode.Scalar text, string name, IReadOnlyList<string> known)
    {
        bool isField = trigger.Event?.Webhook is not null
            && EventNames.FieldOf(name) is { } field
            && JsonPath.TryParse(field) is not null;
        if (!isField && !known.Contains(name))
        {
            string[] all = [.. known.Select(one => EventNames.Start + one)];
            context.BadValue(
                text.Location,
                $"'${{{Shown.Text(EventNames.Start + name)}}}' is no value of what the trigger waits for",
                Suggestion.DidYouMean(EventNames.Start + name, all),
                known.Count == 0 ? "a trigger that nothing starts by itself has no event"
                    : $"expected one of {Shown.List(all)}"
                        + (trigger.Event?.Webhook is null ? "" : ", or a field as event.body.order.id"));
        }
    }
}
