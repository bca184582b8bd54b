using Tarn.Queries.Isolation;

namespace Tarn.Definitions.Binding;

/// <summary>The values of <c>isolation</c>.</summary>
internal static class IsolationWords
{
    public static IReadOnlyList<(string Text, StatementIsolation Value)> All { get; } =
        [("none", StatementIsolation.None), ("process", StatementIsolation.Process)];
}
