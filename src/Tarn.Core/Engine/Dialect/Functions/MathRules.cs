namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Math.</summary>
internal static class MathRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
