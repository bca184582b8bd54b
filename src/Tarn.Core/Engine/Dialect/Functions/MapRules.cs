namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Map.</summary>
internal static class MapRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
