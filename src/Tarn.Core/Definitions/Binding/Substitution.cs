using System.Text;
using Tarn.Common;
using Tarn.Definitions.Yaml;

namespace Tarn.Definitions.Binding;

/// <summary>
/// Replaces <c>${env:NAME}</c>, <c>${file:path}</c> and <c>${secret:NAME}</c> in scalars, so that secrets need not
/// stand in definitions.
/// <c>$${</c> stands for <c>${</c> itself. SQL is never touched: values reach it as bound parameters only.
/// </summary>
internal sealed class Substitution(SecretReferences secrets, DiagnosticBag diagnostics)
{
    /// <summary>What stands for a secret.</summary>
    public const string Expected = "expected ${env:NAME}, ${file:path} or ${secret:NAME}";

    private const string Opening = "${";

    private readonly SortedSet<string> _variables = new(StringComparer.Ordinal);

    /// <summary>Names of the environment variables that were asked for so far, in order.</summary>
    public IReadOnlyList<string> Variables => [.. _variables];

    /// <summary>The scalar with everything replaced; what cannot be resolved is reported and stays as it is.</summary>
    public YamlNode.Scalar Expand(YamlNode.Scalar scalar) => Expand(scalar, keptStart: null);

    /// <summary>
    /// The same, where <c>${…}</c> of other values is for later, and <c>$${</c> with it: that which begins so, and no
    /// other, stays.
    /// </summary>
    public YamlNode.Scalar ExpandAround(YamlNode.Scalar scalar, string keptStart) => Expand(scalar, keptStart);

    private YamlNode.Scalar Expand(YamlNode.Scalar scalar, string? keptStart)
    {
        string value = scalar.Value;
        int opening = value.IndexOf(Opening, StringComparison.Ordinal);
        if (opening < 0)
        {
            return scalar;
        }

        StringBuilder text = new();
        int done = 0;
        for (; opening >= 0; opening = value.IndexOf(Opening, done, StringComparison.Ordinal))
        {
            if (opening > done && value[opening - 1] == '$')
            {
                text.Append(value, done, opening - (keptStart is null ? 1 : 0) - done).Append(Opening);
                done = opening + Opening.Length;
                continue;
            }

            int closing = value.IndexOf('}', opening);
            if (closing < 0)
            {
                Report(scalar, $"'{Shown.Text(value[opening..])}' is not closed", Expected);
                return scalar;
            }

            text.Append(value, done, opening - done);
            string reference = value[(opening + Opening.Length)..closing];
            text.Append(keptStart is null ? Resolve(scalar, reference)
                : reference.Trim().StartsWith(keptStart, StringComparison.Ordinal) ? value[opening..(closing + 1)]
                : Resolve(scalar, reference)?.Replace(Opening, "$" + Opening, StringComparison.Ordinal));
            done = closing + 1;
        }

        text.Append(value, done, value.Length - done);
        return scalar with { Value = text.ToString(), Style = ScalarStyle.Quoted };
    }

    private string? Resolve(YamlNode.Scalar scalar, string reference)
    {
        if (!SecretReferences.Is(reference))
        {
            return Report(scalar, $"cannot resolve '${{{Shown.Text(reference)}}}'", Expected);
        }

        if (SecretReferences.VariableOf(reference) is { } variable)
        {
            _variables.Add(variable);
        }

        (string? value, string? problem, string? remedy) = secrets.Find(reference);
        return value ?? Report(scalar, problem!, remedy!);
    }

    private string? Report(YamlNode.Scalar scalar, string message, string label)
    {
        diagnostics.Error(ErrorCodes.UnresolvedSecret, scalar.Location, message, label);
        return null;
    }
}
