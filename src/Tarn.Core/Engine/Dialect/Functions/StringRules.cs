namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: String.</summary>
internal static class StringRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
