namespace Tarn.Security.Policies;

/// <summary>
/// One key of a Condition and the values it is held against ("Conditions with multiple context keys or values").
/// </summary>
internal sealed class PolicyCondition
{
    private readonly ConditionOperator _operator;
    private readonly ConditionSet _set;
    private readonly bool _holdsWithout;
    private readonly IReadOnlyList<ConditionValue> _values;

    /// <param name="key">As <c>aws:SourceIp</c>.</param>
    /// <param name="test">How one value of a request is held against one of the policy's.</param>
    /// <param name="set">How many of them must hold.</param>
    /// <param name="isIfExists">Whether it holds when the request has no such key.</param>
    /// <param name="values">The policy's.</param>
    public PolicyCondition(
        string key, ConditionOperator test, ConditionSet set, bool isIfExists, IReadOnlyList<ConditionValue> values)
    {
        Key = key;
        _operator = test;
        _set = set;
        _values = values;
        _holdsWithout = isIfExists || set == ConditionSet.All || (set == ConditionSet.Single && test.IsNegated);
    }

    public string Key { get; }

    public bool Holds(PolicyRequest request)
    {
        bool isThere = request.Context.TryGetValue(Key, out IReadOnlyList<string>? found) && found.Count > 0;
        if (_operator.IsPresenceTest)
        {
            return _values.Any(value => value.IsTrue != isThere);
        }

        if (!isThere)
        {
            return _holdsWithout;
        }

        return _set switch
        {
            ConditionSet.All => found!.All(value => HoldsFor(value, request)),
            ConditionSet.Any => found!.Any(value => HoldsFor(value, request)),
            _ when _operator.IsNegated => found!.All(value => HoldsFor(value, request)),
            _ => found!.Any(value => HoldsFor(value, request)),
        };
    }

    /// <summary>One of the policy's values is enough; of a negated operator none may be it.</summary>
    private bool HoldsFor(string value, PolicyRequest request)
    {
        foreach (ConditionValue expected in _values)
        {
            if (_operator.Matches(expected, value, request))
            {
                return !_operator.IsNegated;
            }
        }

        return _operator.IsNegated;
    }
}
