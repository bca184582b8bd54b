using System.Collections.Frozen;

namespace Tarn.Queries.Errors;

/// <summary>
/// The names of errors that Tarn uses, all of them Trino's, with the numbers that Athena documents for them.
/// </summary>
/// <remarks>
/// Trino's <c>StandardErrorCode</c>; https://docs.aws.amazon.com/athena/latest/ug/error-reference.html. Where Athena
/// documents no number for one alone, the type is the one for the group: 1000 user error, 1007 data error.
/// </remarks>
public static class AthenaErrorNames
{
    public const string GenericInternal = "GENERIC_INTERNAL_ERROR";
    public const string GenericUser = "GENERIC_USER_ERROR";

    private static readonly (AthenaErrorCategory Category, int Type) Unlisted = (AthenaErrorCategory.User, 1000);

    private static readonly FrozenDictionary<string, (AthenaErrorCategory Category, int Type)> Listed =
        new (AthenaErrorCategory Category, int Type, string Names)[]
        {
            (AthenaErrorCategory.System, 200, GenericInternal),
            (AthenaErrorCategory.User, 0, "EXCEEDED_LOCAL_MEMORY_LIMIT EXCEEDED_SPILL_LIMIT OUT_OF_SPILL_SPACE"),
            (AthenaErrorCategory.User, 206, "EXCEEDED_TIME_LIMIT"),
            (AthenaErrorCategory.User, 1004, "TYPE_MISMATCH SCHEMA_NOT_FOUND CATALOG_NOT_FOUND MISSING_SCHEMA_NAME"),
            (AthenaErrorCategory.User, 1006, "SYNTAX_ERROR"),
            (AthenaErrorCategory.User, 1007, "DIVISION_BY_ZERO INVALID_CAST_ARGUMENT NUMERIC_VALUE_OUT_OF_RANGE"),
            (AthenaErrorCategory.User, 1008, "QUERY_REJECTED QUERY_TEXT_TOO_LARGE EXCEEDED_SCAN_LIMIT"),
            (AthenaErrorCategory.User, 1011, "USER_CANCELED"),
            (AthenaErrorCategory.User, 1100, "INVALID_ARGUMENTS INVALID_PARAMETER_USAGE"),
            (AthenaErrorCategory.User, 1103, "INVALID_TABLE_PROPERTY"),
            (AthenaErrorCategory.User, 1106, "INVALID_FUNCTION_ARGUMENT"),
            (AthenaErrorCategory.User, 1107, "INVALID_VIEW VIEW_IS_RECURSIVE"),
            (AthenaErrorCategory.User, 1110, "TABLE_NOT_FOUND"),
            (AthenaErrorCategory.User, 1200, "NOT_SUPPORTED"),
            (AthenaErrorCategory.User, 1300, "NOT_FOUND"),
            (AthenaErrorCategory.User, 1303, "FUNCTION_NOT_FOUND"),
            (AthenaErrorCategory.User, 1500, "PERMISSION_DENIED"),
        }
        .SelectMany(group => group.Names.Split(' ').Select(name => (name, group.Category, group.Type)))
        .ToFrozenDictionary(listed => listed.name, listed => (listed.Category, listed.Type), StringComparer.Ordinal);

    private static readonly FrozenSet<string> Values =
        new[]
        {
            "DIVISION_BY_ZERO", "INVALID_CAST_ARGUMENT", "NUMERIC_VALUE_OUT_OF_RANGE", "INVALID_FUNCTION_ARGUMENT",
            "SUBQUERY_MULTIPLE_ROWS", "QUERY_TEXT_TOO_LARGE", "QUERY_REJECTED",
        }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Category and type; those of other user errors for a name that has none of its own.</summary>
    public static (AthenaErrorCategory Category, int Type) Find(string name) =>
        Listed.TryGetValue(name, out (AthenaErrorCategory, int) found) ? found : Unlisted;

    /// <summary>Whether it is found while rows are computed, so that Athena names no place.</summary>
    internal static bool IsOfValues(string name) => Values.Contains(name);
}
