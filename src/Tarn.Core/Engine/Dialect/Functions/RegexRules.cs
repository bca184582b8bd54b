using Tarn.Engine.Dialect.Functions.Patterns;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>Regular expressions in Java's syntax ("Regular expression functions").</summary>
internal static class RegexRules
{
    private const string Templates = """
        regexp_count/2 = tarn_regexp_count({0}, {1})
        regexp_extract/2 = tarn_regexp_extract({0}, {1}, 0)
        regexp_extract/3 = tarn_regexp_extract({0}, {1}, {2})
        regexp_extract_all/2 = tarn_regexp_extract_all({0}, {1}, 0)
        regexp_extract_all/3 = tarn_regexp_extract_all({0}, {1}, {2})
        regexp_position/2 = tarn_regexp_position({0}, {1}, 1, 1)
        regexp_position/3 = tarn_regexp_position({0}, {1}, {2}, 1)
        regexp_position/4 = tarn_regexp_position({0}, {1}, {2}, {3})
        regexp_replace/2 = tarn_regexp_replace({0}, {1}, '')
        regexp_split/2 = tarn_regexp_split({0}, {1})
        """;

    public static RuleTable Table { get; } = new(
        Templates, [new PatternLikeRule(), new PatternReplaceRule()], PatternFunctions.All);
}
