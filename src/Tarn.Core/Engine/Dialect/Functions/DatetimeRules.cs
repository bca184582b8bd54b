namespace Tarn.Engine.Dialect.Functions;

/// <summary>Functions of the family: Datetime.</summary>
internal static class DatetimeRules
{
    private const string Templates = "";

    public static RuleTable Table { get; } = new(Templates, [], []);
}
