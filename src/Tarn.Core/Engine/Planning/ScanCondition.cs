using Tarn.Engine.Parsing;

namespace Tarn.Engine.Planning;

/// <summary>What a scan asks of one column.</summary>
/// <param name="Predicate">The column by its name in the file.</param>
/// <param name="EngineType">Of the column, such as <c>BIGINT</c>; decimals without width and scale.</param>
internal sealed record ScanCondition(ColumnPredicate Predicate, string EngineType);
