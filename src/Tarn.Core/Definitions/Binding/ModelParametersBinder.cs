using Tarn.Definitions.Yaml;
using Tarn.Jobs;
using Tarn.Jobs.Stored;

namespace Tarn.Definitions.Binding;

/// <summary><c>parameters</c> of a model: defaults by name.</summary>
internal sealed class ModelParametersBinder(BindingContext context)
{
    public IReadOnlyList<ModelParameter> Bind(YamlNode.Map? map)
    {
        List<ModelParameter> parameters = [];
        foreach (YamlEntry entry in map?.Entries ?? [])
        {
            if (!NameRules.IsParameter(context, entry.Key))
            {
                continue;
            }

            if ($"--{entry.Key.Value}" == JobArguments.Select)
            {
                context.BadValue(
                    entry.Key.Location,
                    $"'{entry.Key.Value}' cannot be a parameter: jobs have an argument of this name",
                    "expected another name");
            }
            else if (parameters.Exists(
                other => other.Name.Equals(entry.Key.Value, StringComparison.OrdinalIgnoreCase)))
            {
                context.BadValue(
                    entry.Key.Location,
                    $"the parameter '{entry.Key.Value}' is there already in other letters",
                    "names differ by more than upper and lower case");
            }
            else if (entry.Value is YamlNode.Scalar value)
            {
                string? text = value.IsNull ? null : context.Substitution.Expand(value).Value;
                parameters.Add(new ModelParameter(entry.Key.Value, text) { Location = entry.Key.Location });
            }
            else
            {
                context.BadValue(
                    entry.Value.Location,
                    $"the default of '{Shown.Text(entry.Key.Value)}' must be text, found {entry.Value.Kind}",
                    "expected text, or nothing when runs have to say it");
            }
        }

        return parameters;
    }
}
