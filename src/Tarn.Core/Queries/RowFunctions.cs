namespace Tarn.Queries;

/// <summary>
/// Table functions that SQL of a lake may call: they make rows without reaching outside the statement.
/// </summary>
internal static class RowFunctions
{
    public static IReadOnlyList<string> Names { get; } =
        ["range", "generate_series", "generate_subscripts", "unnest", "json_each", "json_tree"];

    public static bool Contains(string name) => Names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
