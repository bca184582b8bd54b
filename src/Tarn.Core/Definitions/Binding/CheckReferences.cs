using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>What the checks of a model name that can be judged only when all models are known.</summary>
/// <param name="Tables">Tables of <c>relationships</c> checks.</param>
/// <param name="Conditions">Texts of <c>sql</c> checks, and of <c>deleted_when</c>.</param>
internal sealed record CheckReferences(
    IReadOnlyList<(TableName Table, SourceLocation Place)> Tables, IReadOnlyList<YamlNode.Scalar> Conditions)
{
    /// <summary>The same and one more condition, if there is one.</summary>
    public CheckReferences With(YamlNode.Scalar? condition) =>
        condition is null ? this : this with { Conditions = [.. Conditions, condition] };
}
