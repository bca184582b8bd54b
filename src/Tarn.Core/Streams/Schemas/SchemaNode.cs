using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Tarn.Streams.Schemas;

/// <summary>Judges a value; null when it is good.</summary>
internal delegate SchemaFailure? SchemaRule(JsonElement value);

/// <summary>
/// A schema inside of a schema. Its rules are added while it is read, as schemas may name themselves.
/// </summary>
internal sealed class SchemaNode
{
    private readonly List<SchemaRule> _rules = [];

    public void Add(SchemaRule rule) => _rules.Add(rule);

    /// <exception cref="InsufficientExecutionStackException">The schema refers to itself without end.</exception>
    public SchemaFailure? Check(JsonElement value)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (SchemaRule rule in _rules)
        {
            if (rule(value) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }
}
