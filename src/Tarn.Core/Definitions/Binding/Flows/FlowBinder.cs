using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>One file of workflows/ → <see cref="FlowDraft"/>.</summary>
internal sealed class FlowBinder(BindingContext context)
{
    private static readonly (string, bool)[] Kinds = [("workflow", true), ("trigger", false)];

    public FlowDraft? Bind(SourceText source)
    {
        if (new YamlReader(source, context.Diagnostics).ReadMap(0, source.Text.Length) is not { } map)
        {
            return null;
        }

        string name = Path.GetFileNameWithoutExtension(source.File);
        YamlNode.Scalar nameAsText = new(name, ScalarStyle.Plain, source.Locate(0));
        int errors = context.Diagnostics.ErrorCount;
        MapReader reader = new(map, context, $"'{name}'", map.Location);
        reader.Require("kind", "workflow or trigger");
        bool isWorkflow = reader.Word("kind", Kinds) ?? true;
        FlowNames names = new();
        FlowDraft draft = isWorkflow
            ? new WorkflowBinder(context, names, source.File).Bind(name, reader)
            : new TriggerBinder(context, names, source.File).Bind(name, reader);
        reader.RefuseUnknownKeys();
        NameRules.IsLabel(context, isWorkflow ? "workflow" : "trigger", nameAsText);
        return context.Diagnostics.ErrorCount == errors ? draft : null;
    }
}
