using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>The <c>columns:</c> of a model: <c>name: text</c> or <c>name: {description: text}</c>.</summary>
internal sealed class ColumnDescriptions(BindingContext context)
{
    public IReadOnlyDictionary<string, string> Bind(YamlNode.Map? map)
    {
        Dictionary<string, string> descriptions = new();
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            if (NameRules.IsColumn(context, entry.Key) && Description(entry) is { } description)
            {
                descriptions.Add(entry.Key.Value, description);
            }
        }

        return descriptions;
    }

    private string? Description(YamlEntry entry)
    {
        string what = $"column '{Shown.Text(entry.Key.Value)}'";
        switch (entry.Value)
        {
            case YamlNode.Scalar scalar:
                return scalar.IsNull ? null : context.Substitution.Expand(scalar).Value;
            case YamlNode.Map map:
                MapReader reader = new(map, context, what, entry.Key.Location);
                string? description = reader.Text("description")?.Value;
                reader.RefuseUnknownKeys();
                return description;
            default:
                context.BadValue(
                    entry.Value.Location, $"{what} must be text, found {entry.Value.Kind}", "expected a description");
                return null;
        }
    }
}
