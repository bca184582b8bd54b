using Tarn.Engine.Dialect.Functions.Json;
using Tarn.Engine.Dialect.Functions.Json.Clauses;

namespace Tarn.Engine.Dialect.Functions;

/// <summary>JSON ("JSON functions and operators").</summary>
internal static class JsonRules
{
    private const string Templates = """
        is_json_scalar/1 = tarn_is_json_scalar({0})
        json_array_contains/2 = tarn_json_array_contains({0}, {1})
        json_array_get/2 = tarn_json_array_get({0}, {1})
        json_array_length/1 = tarn_json_array_length({0})
        json_format/1 = tarn_json_format({0})
        json_parse/1 = tarn_json_parse({0})
        json_size/2 = tarn_json_size({0}, {1})
        """;

    public static RuleTable Table { get; } = new(
        Templates,
        [
            .. ExtractRule.All,
            new JsonExistsRule(), new JsonValueRule(), new JsonQueryRule(), new JsonObjectRule(), new JsonArrayRule(),
        ],
        [.. JsonFunctions.All, .. PathFunctions.All, .. ConstructorFunctions.All]);
}
