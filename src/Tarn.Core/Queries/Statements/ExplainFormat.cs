namespace Tarn.Queries.Statements;

/// <summary>How EXPLAIN prints a plan.</summary>
public enum ExplainFormat
{
    Text,
    Json,
    Graphviz,
}
