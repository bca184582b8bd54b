namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Binary.</summary>
internal static class BinaryRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
