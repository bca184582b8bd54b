namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Lambda.</summary>
internal static class LambdaRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
