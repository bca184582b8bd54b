namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Aggregate.</summary>
internal static class AggregateRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
