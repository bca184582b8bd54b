namespace Tarn.Tables;

/// <summary>One column of a table.</summary>
/// <param name="Name">As written in the schema; unique ignoring case.</param>
/// <param name="EngineType">
/// As DuckDB writes types: <c>BIGINT</c>, <c>DECIMAL(10,2)</c>, <c>STRUCT(a INTEGER)</c>.
/// </param>
/// <param name="Nullable">False when a null in it must not be committed.</param>
public sealed record TableField(string Name, string EngineType, bool Nullable = true)
{
    /// <summary>
    /// SQL over the other columns that every row's value must be equal to ("Generated Columns"); null without such.
    /// </summary>
    public string? GenerationExpression { get; init; }
}
