namespace Tarn.Queries.Statements;

/// <summary>What EXPLAIN is to tell, and how.</summary>
/// <param name="IsAnalyze">Whether the statement is run and measured.</param>
public sealed record ExplainOptions(ExplainType Type, ExplainFormat Format, bool IsAnalyze);
