namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Conversion.</summary>
internal static class ConversionRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
