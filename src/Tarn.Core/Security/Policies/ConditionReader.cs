using Tarn.Common;

namespace Tarn.Security.Policies;

/// <summary>Reads a Condition: operators, in each keys, for each values.</summary>
internal sealed class ConditionReader(PolicyKind kind, bool hasVariables)
{
    private const string AllPrefix = "ForAllValues:";
    private const string AnyPrefix = "ForAnyValue:";
    private const string IfExists = "IfExists";

    /// <exception cref="TarnException"><c>TN8001</c>: an operator is unknown, or a value none of its own.</exception>
    public IEnumerable<PolicyCondition> Read(PolicyElement conditions) =>
        conditions.Members().SelectMany(ReadOperator);

    private IEnumerable<PolicyCondition> ReadOperator(PolicyElement element)
    {
        string name = element.Name;
        ConditionSet set = name.StartsWith(AllPrefix, StringComparison.Ordinal) ? ConditionSet.All
            : name.StartsWith(AnyPrefix, StringComparison.Ordinal) ? ConditionSet.Any
            : ConditionSet.Single;
        string plain = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..];
        bool isIfExists = plain.EndsWith(IfExists, StringComparison.Ordinal);
        plain = isIfExists ? plain[..^IfExists.Length] : plain;
        bool isKnown = ConditionOperator.All.TryGetValue(plain, out ConditionOperator? found)
            && !(found.IsPresenceTest && (isIfExists || set != ConditionSet.Single))
            && (set != ConditionSet.Single || !name.Contains(':', StringComparison.Ordinal));
        return isKnown
            ? element.Members().Select(key => ReadKey(key, found!, set, isIfExists))
            : throw PolicyElement.Bad($"{element.Path}: '{name}' is no operator that Tarn knows");
    }

    private PolicyCondition ReadKey(PolicyElement element, ConditionOperator found, ConditionSet set, bool isIfExists)
    {
        string key = element.Name;
        if (kind == PolicyKind.Bucket && !ConditionKeys.IsKnown(key))
        {
            throw PolicyElement.Bad($"{element.Path}: '{key}' is no condition key that Tarn knows");
        }

        ConditionValue[] values = [.. element.Each().Select(value => ReadValue(value, found))];
        return values.Length > 0
            ? new PolicyCondition(key, found, set, isIfExists, values)
            : throw PolicyElement.Bad($"{element.Path} is empty, expected at least one value");
    }

    private ConditionValue ReadValue(PolicyElement element, ConditionOperator found)
    {
        string text = element.Scalar();
        try
        {
            return found.Read(text, hasVariables);
        }
        catch (FormatException exception)
        {
            throw new TarnException(
                ErrorCodes.BadPolicy, $"{element.Path} is '{text}', {exception.Message}", exception);
        }
    }
}
