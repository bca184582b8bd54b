using System.Text.Json;
using Tarn.Engine.Dialect.Functions.Json.Path;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>
/// json_exists, json_value and json_query: the input, the path, words that say what to do and how the input is encoded,
/// then for each variable its name, its format and its value.
/// </summary>
internal static class PathFunctions
{
    /// <summary>Before the text of json_value when its caller has defaults to put in.</summary>
    public const char Found = 'v';

    public const char Empty = 'e';

    public const char Failed = 'x';

    private static readonly KnownPaths<JsonPath> Paths = new(PathParser.Parse);

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        Of("tarn_json_exists", OwnTypes.Boolean, Exists),
        Of("tarn_json_value", OwnTypes.Varchar, Value),
        Of("tarn_json_query", OwnTypes.Varchar, Query),
    ];

    private static ScalarFunction Of(
        string name, EngineType returnType, Func<IReadOnlyList<object?>, string[], object?> body) =>
        new(name, [OwnTypes.Any, OwnTypes.Varchar, OwnTypes.Varchar], returnType, arguments =>
            arguments[0] is null || arguments[1] is null ? null : body(arguments, ((string)arguments[2]!).Split(' ')))
        {
            VarArgs = OwnTypes.Any,
            TakesNulls = true,
        };

    /// <summary>The word: what an error gives.</summary>
    private static object? Exists(IReadOnlyList<object?> arguments, string[] words)
    {
        try
        {
            return Evaluate(arguments, words[^1]).Count > 0;
        }
        catch (PathException exception)
        {
            return words[0] switch
            {
                "true" => true,
                "false" => false,
                "error" => throw Error(exception.Message),
                _ => null,
            };
        }
    }

    /// <summary>The words: what nothing gives, what an error gives; <c>default</c> leaves it to the caller.</summary>
    private static object? Value(IReadOnlyList<object?> arguments, string[] words)
    {
        string mark = words.Contains("default", StringComparer.Ordinal) ? Found.ToString() : "";
        try
        {
            IReadOnlyList<JsonItem> items = Evaluate(arguments, words[^1]);
            return items switch
            {
                [] => Instead(words[0], "the path leads to nothing", Empty),
                [JsonItem.Null] => null,
                [JsonItem.Text text] => mark + text.Value,
                [JsonItem.Truth truth] => mark + (truth.Value ? "true" : "false"),
                [JsonItem.Number number] => mark + JsonOutput.Number(number.Value),
                _ => throw new PathException("the path leads to more than one scalar"),
            };
        }
        catch (PathException exception)
        {
            return Instead(words[1], exception.Message, Failed);
        }
    }

    private static string? Instead(string word, string reason, char mark) => word switch
    {
        "default" => mark.ToString(),
        "error" => throw Error(reason),
        _ => null,
    };

    /// <summary>The words: the array around it, the quotes, what nothing gives, what an error gives.</summary>
    private static object? Query(IReadOnlyList<object?> arguments, string[] words)
    {
        try
        {
            IReadOnlyList<JsonItem> items = Evaluate(arguments, words[^1]);
            if (items.Count == 0)
            {
                return Constant(words[2], "the path leads to nothing");
            }

            bool isWrapped = words[0] == "with"
                || (words[0] == "conditional" && items is not [JsonItem.Sequence or JsonItem.Structure]);
            JsonItem result = isWrapped ? new JsonItem.Sequence(items)
                : items is [JsonItem single] ? single
                : throw new PathException("the path leads to several items, and there is no array around them");
            return words[1] == "omit" && result is JsonItem.Text text ? text.Value : JsonOutput.Write(result);
        }
        catch (PathException exception)
        {
            return Constant(words[3], exception.Message);
        }
    }

    private static string? Constant(string word, string reason) => word switch
    {
        "array" => "[]",
        "object" => "{}",
        "error" => throw Error(reason),
        _ => null,
    };

    private static IReadOnlyList<JsonItem> Evaluate(IReadOnlyList<object?> arguments, string encoding)
    {
        JsonPath path = Paths.Get((string)arguments[1]!);
        if (arguments[0] is string text && path.Members is not null && Direct(text, path.Members) is { } found)
        {
            return [found];
        }

        Dictionary<string, JsonItem> variables = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 3; i + 2 < arguments.Count; i += 3)
        {
            variables[(string)arguments[i]!] =
                SqlItem.Of(arguments[i + 2], (string)arguments[i + 1]!);
        }

        return path.Evaluate(SqlItem.Of(arguments[0], encoding), variables);
    }

    /// <summary>The common case, without items for all else in the text; null: it is not that simple.</summary>
    private static JsonItem? Direct(string text, IReadOnlyList<string> members)
    {
        using JsonDocument? document = JsonInput.Open(text);
        if (document is null)
        {
            return null;
        }

        JsonElement found = document.RootElement;
        foreach (string member in members)
        {
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(member, out found))
            {
                return null;
            }
        }

        return JsonInput.Of(found, isExact: true);
    }

    private static InvalidOperationException Error(string reason) => new($"PATH_EVALUATION_ERROR: {reason}");
}
