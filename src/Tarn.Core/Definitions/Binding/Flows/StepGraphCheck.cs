using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Flows.Graphs;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>
/// Whether the steps of a workflow can be done: names are there once, what is needed comes before, and values that
/// texts refer to are those of steps that come before.
/// </summary>
/// <param name="context">Of the pass.</param>
/// <param name="steps">Those that could be read.</param>
/// <param name="named">The names of all.</param>
internal sealed class StepGraphCheck(
    BindingContext context, IReadOnlyList<BoundStep> steps, IReadOnlySet<string> named)
{
    private static readonly string[] RunValues = ["run.id", "run.workflow", "run.started_at", "run.date"];

    private readonly Dictionary<string, BoundStep> _byName = [];

    public void Run()
    {
        foreach (BoundStep step in steps)
        {
            if (!_byName.TryAdd(step.Definition.Name, step))
            {
                context.Diagnostics.Error(
                    ErrorCodes.BadValue,
                    step.Place,
                    $"there are two steps '{step.Definition.Name}'",
                    "the second one",
                    _byName[step.Definition.Name].Place,
                    "a step has one name in 'steps', 'catch' and 'finally'");
            }
        }

        foreach (BoundStep step in _byName.Values)
        {
            CheckNeeds(step);
        }

        if (!ReportCycles())
        {
            foreach (BoundStep step in _byName.Values)
            {
                CheckTexts(step);
            }
        }
    }

    private void CheckNeeds(BoundStep step)
    {
        foreach (YamlNode.Scalar need in step.Needs)
        {
            BoundStep? needed = _byName.GetValueOrDefault(need.Value);
            if (needed is null && !named.Contains(need.Value))
            {
                context.BadValue(
                    need.Location,
                    $"there is no step '{Shown.Text(need.Value)}'",
                    Suggestion.DidYouMean(need.Value, _byName.Keys.Where(name => name != step.Definition.Name)));
            }
            else if (needed is not null && needed.Definition.Phase != step.Definition.Phase)
            {
                context.BadValue(
                    need.Location,
                    $"step '{need.Value}' is not among those that '{step.Definition.Name}' can wait for",
                    "expected a step of the same list; 'catch' and 'finally' come after all of 'steps'");
            }
        }
    }

    private IEnumerable<YamlNode.Scalar> NeedsOf(string step) =>
        _byName[step].Needs.Where(need => _byName.ContainsKey(need.Value));

    private bool ReportCycles()
    {
        HashSet<string> done = [];
        foreach (string start in _byName.Keys)
        {
            if (FindCycle(start, [], done) is { } cycle)
            {
                SourceLocation place = NeedsOf(cycle[0]).First(need => need.Value == cycle[1]).Location;
                context.Diagnostics.Error(
                    ErrorCodes.StepCycle,
                    place,
                    $"steps wait for each other in a circle: {string.Join(" → ", cycle)}",
                    "the circle starts here",
                    "→ means 'waits for'; take one of these away");
                return true;
            }
        }

        return false;
    }

    /// <summary>The names of a circle, the first one again at its end; null when there is none.</summary>
    private List<string>? FindCycle(string step, List<string> path, HashSet<string> done)
    {
        if (path.IndexOf(step) is >= 0 and int first)
        {
            return [.. path[first..], step];
        }

        if (!done.Contains(step))
        {
            path.Add(step);
            foreach (YamlNode.Scalar need in NeedsOf(step))
            {
                if (FindCycle(need.Value, path, done) is { } cycle)
                {
                    return cycle;
                }
            }

            path.RemoveAt(path.Count - 1);
            done.Add(step);
        }

        return null;
    }

    private HashSet<string> BeforeOf(BoundStep step)
    {
        HashSet<string> before = [];
        Queue<string> open = new(NeedsOf(step.Definition.Name).Select(need => need.Value));
        while (open.TryDequeue(out string? name))
        {
            if (before.Add(name))
            {
                foreach (YamlNode.Scalar need in NeedsOf(name))
                {
                    open.Enqueue(need.Value);
                }
            }
        }

        before.UnionWith(steps
            .Where(other => other.Definition.Phase < step.Definition.Phase)
            .Select(other => other.Definition.Name));
        return before;
    }

    private void CheckTexts(BoundStep step)
    {
        HashSet<string> before = BeforeOf(step);
        foreach (YamlNode.Scalar text in step.Texts)
        {
            try
            {
                foreach (string path in References.Find(text.Value))
                {
                    if (step.Definition.Work is StepWork.CallHttp && SecretReferences.Is(path))
                    {
                        continue;
                    }

                    CheckPath(step, text, path, before);
                }
            }
            catch (FormatException exception)
            {
                context.BadValue(text.Location, exception.Message, "expected '}'");
            }
        }
    }

    private void CheckPath(BoundStep step, YamlNode.Scalar text, string path, HashSet<string> before)
    {
        string[] parts = path.Split('.', 4);
        bool isKnown = RunValues.Contains(path)
            || (path == "item" && step.Definition.ForEach is not null)
            || parts is ["parameters", not ""]
            || parts is ["steps", _, "outputs", not ""] or ["steps", _, "state" or "error" or "run_id"];
        if (!isKnown)
        {
            context.BadValue(
                text.Location,
                $"'${{{Shown.Text(path)}}}' is no value of a run",
                "expected parameters.NAME, steps.NAME.outputs.NAME, steps.NAME.state, run.id or run.date"
                    + (path == "item" ? "; 'item' is that of a step with 'for_each'" : ""));
        }
        else if (parts[0] == "steps" && !before.Contains(parts[1])
            && (_byName.ContainsKey(parts[1]) || !named.Contains(parts[1])))
        {
            context.BadValue(
                text.Location,
                $"'${{{Shown.Text(path)}}}' is of a step that need not have ended before",
                _byName.ContainsKey(parts[1])
                    ? $"add '{parts[1]}' to 'needs'"
                    : Suggestion.DidYouMean(parts[1], _byName.Keys));
        }
    }
}
