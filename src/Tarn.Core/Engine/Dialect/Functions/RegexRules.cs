namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Regex.</summary>
internal static class RegexRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
