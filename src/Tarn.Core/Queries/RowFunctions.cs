namespace Tarn.Queries;

/// <summary>Table functions that make rows without reaching outside the statement; all others are refused.</summary>
public static class RowFunctions
{
    /// <summary>Their names; looked up without regard to case.</summary>
    public static IReadOnlySet<string> Allowed { get; } = new SortedSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "range", "generate_series", "generate_subscripts", "unnest", "values", "json_each", "json_tree",
    };
}
