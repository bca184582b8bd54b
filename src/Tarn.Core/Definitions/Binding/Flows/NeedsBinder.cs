using Tarn.Definitions.Yaml;
using Tarn.Flows.Graphs;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>
/// What a step waits for: <c>needs</c> for all of it, <c>needs_any</c> for one; a list of steps that must have
/// succeeded, or a map from steps to how they must have ended.
/// </summary>
internal sealed class NeedsBinder(BindingContext context, MapReader reader)
{
    private readonly List<YamlNode.Scalar> _named = [];

    /// <summary>Steps that were named, and where.</summary>
    public IReadOnlyList<YamlNode.Scalar> Named => _named;

    public (IReadOnlyList<StepCondition> Conditions, bool IsAnyEnough) Bind()
    {
        YamlNode? all = reader.Find("needs");
        YamlNode? any = reader.Find("needs_any");
        if (all is not null && any is not null)
        {
            context.BadValue(any.Location, "a step has 'needs' or 'needs_any', not both", "take one away");
        }

        return any is null ? (Conditions("needs", all), false) : (Conditions("needs_any", any), true);
    }

    private List<StepCondition> Conditions(string key, YamlNode? node)
    {
        if (node is YamlNode.Map map)
        {
            return [.. map.Entries.Select(entry => Condition(map, entry)).OfType<StepCondition>()];
        }

        IReadOnlyList<YamlNode.Scalar> names = reader.Texts(key);
        _named.AddRange(names);
        return [.. names.Select(name => new StepCondition([name.Value], [StepState.Succeeded]))];
    }

    private StepCondition? Condition(YamlNode.Map map, YamlEntry entry)
    {
        _named.Add(entry.Key);
        MapReader states = new(map, context, "'needs'", entry.Key.Location);
        StepState?[] found = [.. states.Texts(entry.Key.Value).Select(State)];
        return found.Length == 0 || found.Contains(null)
            ? null
            : new StepCondition([entry.Key.Value], [.. found.Select(state => state!.Value)]);
    }

    private StepState? State(YamlNode.Scalar word) => StateWords.Find(context, word, StateWords.Steps);
}
