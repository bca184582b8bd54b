using System.Collections.Frozen;
using Tarn.Engine.Dialect.Typing;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>All functions and operators that the engine lacks, names otherwise or defines otherwise.</summary>
internal static class FunctionRules
{
    private static readonly RuleTable[] Tables =
    [
        // Of addresses before those of arrays, which have a function of the same name for all types.
        AddressRules.Table,
        ArrayRules.Table, LambdaRules.Table, MapRules.Table, MathRules.Table, StringRules.Table, RegexRules.Table,
        JsonRules.Table, DatetimeRules.Table, BinaryRules.Table, UrlRules.Table, AggregateRules.Table,
        ConversionRules.Table, CastRules.Table, OperatorRules.Table,
    ];

    private static readonly FrozenDictionary<string, CallRule[]> Rules = Tables
        .SelectMany(table => table.All())
        .GroupBy(rule => rule.Name, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ScalarFunction> Functions = Tables
        .SelectMany(table => table.Functions)
        .Append(TypeProbe.Function)
        .ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    /// <summary>
    /// The rules for a name and number of arguments, those for some types only before the one for all.
    /// </summary>
    public static IReadOnlyList<CallRule> Find(string name, int argumentCount) =>
        Rules.TryGetValue(name, out CallRule[]? rules) ? Array.FindAll(rules, rule => rule.Takes(argumentCount)) : [];

    /// <summary>Names that the dialect has and the engine has not, or has for something else; in lower case.</summary>
    public static IReadOnlyCollection<string> Names => Rules.Keys;

    /// <summary>A function that a rewritten text calls; null when it is the user's own.</summary>
    public static ScalarFunction? OwnFunction(string name) => Functions.GetValueOrDefault(name);
}
