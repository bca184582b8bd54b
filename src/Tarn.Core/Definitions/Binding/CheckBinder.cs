using Tarn.Common;
using Tarn.Definitions.Yaml;
using Tarn.Jobs;

namespace Tarn.Definitions.Binding;

/// <summary>The <c>checks:</c> of a model: a list whose items are <c>kind: options</c>.</summary>
internal sealed class CheckBinder(BindingContext context)
{
    private readonly CheckKinds _kinds = new(context);
    private readonly Dictionary<string, CheckDefinition> _byName = [];

    public CheckReferences References => _kinds.References;

    public IReadOnlyList<CheckDefinition> Bind(YamlNode? node)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not YamlNode.Sequence list)
        {
            context.BadValue(
                node.Location, $"'checks' must be a list, found {node.Kind}", "start each check with '- '");
            return [];
        }

        foreach (YamlNode item in list.Items)
        {
            if (BindItem(item) is { } check && IsNewName(check))
            {
                _byName.Add(check.Name, check);
            }
        }

        return [.. _byName.Values];
    }

    private CheckDefinition? BindItem(YamlNode item)
    {
        string kinds = $"kinds: {Shown.List(CheckKinds.Names)}";
        if (item is not YamlNode.Map map || map.Entries.Count == 0)
        {
            context.BadValue(
                item.Location, $"a check must be 'kind: options', found {item.Kind}", "expected a check", kinds);
            return null;
        }

        if (map.Entries.Count > 1)
        {
            string keys = Shown.List(map.Entries.Select(entry => $"'{Shown.Text(entry.Key.Value)}'"));
            context.BadValue(
                map.Entries[1].Key.Location,
                $"a check has one kind, found keys {keys}",
                "options go one level further in",
                "for example: - range: {column: fare, min: 0}");
            return null;
        }

        return _kinds.Bind(map.Entries[0]);
    }

    private bool IsNewName(CheckDefinition check)
    {
        if (!_byName.TryGetValue(check.Name, out CheckDefinition? twin))
        {
            return true;
        }

        context.Diagnostics.Error(
            ErrorCodes.BadValue,
            check.Location,
            $"two checks are called '{Shown.Text(check.Name)}'",
            "and again here",
            twin.Location,
            "give one of them another 'name'");
        return false;
    }
}
