using System.Collections.Frozen;

namespace Tarn.Security.Policies;

/// <summary>An operator of conditions ("IAM JSON policy elements: Condition operators").</summary>
internal sealed class ConditionOperator
{
    private readonly Func<string, bool, ConditionValue> _read;
    private readonly Func<ConditionValue, string, PolicyRequest, bool> _matches;

    private ConditionOperator(
        Func<string, bool, ConditionValue> read,
        Func<ConditionValue, string, PolicyRequest, bool> matches,
        bool isNegated = false)
    {
        _read = read;
        _matches = matches;
        IsNegated = isNegated;
    }

    /// <summary>By name. The prefixes and the suffix that most of them may have are not part of it.</summary>
    public static FrozenDictionary<string, ConditionOperator> All { get; } = Make().ToFrozenDictionary();

    /// <summary>Whether it holds for what its values do not match.</summary>
    public bool IsNegated { get; }

    /// <summary>Whether it asks only if a request has the key: <c>Null</c>.</summary>
    public bool IsPresenceTest { get; private init; }

    /// <summary>Reads a value of a policy.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="hasVariables">Whether <c>${…}</c> has a meaning.</param>
    /// <exception cref="FormatException">It is none of this operator's.</exception>
    public ConditionValue Read(string text, bool hasVariables) => _read(text, hasVariables);

    /// <summary>Whether a value of a request is that of the policy, before it is negated.</summary>
    public bool Matches(ConditionValue expected, string value, PolicyRequest request) =>
        _matches(expected, value, request);

    private static IEnumerable<KeyValuePair<string, ConditionOperator>> Make()
    {
        foreach ((string name, Func<ConditionValue, string, PolicyRequest, bool> matches) in new[]
        {
            Named("Equals", TextConditions.AreEqual),
            Named("EqualsIgnoreCase", TextConditions.AreEqualInEitherCase),
            Named("Like", TextConditions.IsLike),
        })
        {
            yield return new("String" + name, new(TextConditions.Read, matches));
            yield return new("StringNot" + name, new(TextConditions.Read, matches, isNegated: true));
        }

        foreach (string name in new[] { "Equals", "Like" })
        {
            yield return new("Arn" + name, new(TextConditions.ReadArn, TextConditions.IsArnLike));
            yield return new("ArnNot" + name, new(TextConditions.ReadArn, TextConditions.IsArnLike, isNegated: true));
        }

        foreach ((string name, Func<int, bool> holds) in new (string, Func<int, bool>)[]
        {
            ("Equals", order => order == 0),
            ("LessThan", order => order < 0),
            ("LessThanEquals", order => order <= 0),
            ("GreaterThan", order => order > 0),
            ("GreaterThanEquals", order => order >= 0),
        })
        {
            yield return new("Numeric" + name, new(ValueConditions.ReadNumber, ValueConditions.Number(holds)));
            yield return new("Date" + name, new(ValueConditions.ReadMoment, ValueConditions.Moment(holds)));
        }

        Func<int, bool> isEqual = order => order == 0;
        yield return new(
            "NumericNotEquals", new(ValueConditions.ReadNumber, ValueConditions.Number(isEqual), isNegated: true));
        yield return new(
            "DateNotEquals", new(ValueConditions.ReadMoment, ValueConditions.Moment(isEqual), isNegated: true));
        yield return new("IpAddress", new(ValueConditions.ReadNetwork, ValueConditions.IsInNetwork));
        yield return new(
            "NotIpAddress", new(ValueConditions.ReadNetwork, ValueConditions.IsInNetwork, isNegated: true));
        yield return new("Bool", new(ValueConditions.ReadBool, ValueConditions.IsBool));
        yield return new("Null", new(ValueConditions.ReadBool, ValueConditions.IsBool) { IsPresenceTest = true });
    }

    private static (string, Func<ConditionValue, string, PolicyRequest, bool>) Named(
        string name, Func<ConditionValue, string, PolicyRequest, bool> matches) => (name, matches);
}
