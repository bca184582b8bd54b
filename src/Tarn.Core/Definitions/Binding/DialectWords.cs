using Tarn.Engine.Dialect;

namespace Tarn.Definitions.Binding;

/// <summary>The values of <c>dialect</c>.</summary>
internal static class DialectWords
{
    public static IReadOnlyList<(string Text, SqlDialect Value)> All { get; } =
        [("athena", SqlDialect.Athena), ("duckdb", SqlDialect.DuckDb)];
}
