namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Json.</summary>
internal static class JsonRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
