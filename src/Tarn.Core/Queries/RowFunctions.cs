using Tarn.Common;
using Tarn.Engine.Parsing;

namespace Tarn.Queries;

/// <summary>Table functions that make rows without reaching outside the statement; all others are refused.</summary>
public static class RowFunctions
{
    /// <summary>Their names; looked up without regard to case.</summary>
    public static IReadOnlySet<string> Allowed { get; } = new SortedSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "range", "generate_series", "generate_subscripts", "unnest", "values", "json_each", "json_tree",
    };

    /// <param name="query">A statement of a person.</param>
    /// <param name="toSource">The place in the text as it was written of a place of the query.</param>
    /// <exception cref="StatementException"><c>TN3005</c>: it calls another one.</exception>
    internal static void Check(ParsedQuery query, Func<int, int> toSource)
    {
        if (query.TableFunctions.FirstOrDefault(function => !Allowed.Contains(function.Name)) is { } outside)
        {
            throw new StatementException(
                ErrorCodes.StatementNotAllowed,
                $"the table function '{outside.Name}' is not allowed: SQL names tables of the lake only",
                toSource(outside.Position),
                "declare the files as a raw table under 'tables:' in lake.yaml");
        }
    }
}
