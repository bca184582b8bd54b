using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding.Flows;

/// <summary>Gathers what one file names.</summary>
internal sealed class FlowNames
{
    private readonly List<NamedThing> _all = [];

    public IReadOnlyList<NamedThing> All => _all;

    /// <summary>The kind of a table or feed of a source.</summary>
    public static string TableOf(string source) => $"table of source '{source}'";

    /// <summary>Takes note of it, and gives the name.</summary>
    public string Add(string kind, YamlNode.Scalar name)
    {
        // What is only known in a run cannot be looked up now.
        if (!name.Value.Contains("${", StringComparison.Ordinal))
        {
            _all.Add(new NamedThing(kind, name.Value, name.Location));
        }

        return name.Value;
    }
}
