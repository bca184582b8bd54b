using Tarn.Engine.Dialect.Functions.Json.Path;
using Tarn.Engine.Functions;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>
/// json_object and json_array: words that say what to do, then for each value its name (of an object), its format
/// and the value.
/// </summary>
internal static class ConstructorFunctions
{
    /// <summary>The word for leaving out what is NULL.</summary>
    public const string Absent = "absent";

    /// <summary>The word for refusing a name that comes twice.</summary>
    public const string Unique = "unique";

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        Of("tarn_json_object", Members),
        Of("tarn_json_array", Elements),
        new("tarn_json_encode", [OwnTypes.Varchar, OwnTypes.Varchar], OwnTypes.Varbinary, arguments =>
            SqlItem.EncodingOf((string)arguments[1]!).GetBytes((string)arguments[0]!)),
    ];

    private static ScalarFunction Of(string name, Func<IReadOnlyList<object?>, string[], JsonItem> body) =>
        new(name, [OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            JsonOutput.Write(body(arguments, ((string)arguments[0]!).Split(' '))))
        {
            VarArgs = OwnTypes.Any,
            TakesNulls = true,
        };

    private static JsonItem.Structure Members(IReadOnlyList<object?> arguments, string[] words)
    {
        bool isUnique = words.Contains(Unique, StringComparer.Ordinal);
        List<KeyValuePair<string, JsonItem>> members = [];
        for (int i = 1; i + 2 < arguments.Count; i += 3)
        {
            string name = arguments[i] as string
                ?? throw FunctionError.InvalidArgument("the name of a member of an object must be a text, not NULL");
            if (arguments[i + 2] is null && words[0] == Absent)
            {
                continue;
            }

            int place = members.FindIndex(member => member.Key == name);
            if (place >= 0 && isUnique)
            {
                throw FunctionError.InvalidArgument($"duplicate key passed to JSON_OBJECT function: {name}");
            }

            KeyValuePair<string, JsonItem> entry = KeyValuePair.Create(name, Item(arguments[i + 1], arguments[i + 2]));
            if (place >= 0)
            {
                members[place] = entry;
            }
            else
            {
                members.Add(entry);
            }
        }

        return new JsonItem.Structure(members);
    }

    private static JsonItem.Sequence Elements(IReadOnlyList<object?> arguments, string[] words)
    {
        List<JsonItem> elements = [];
        for (int i = 1; i + 1 < arguments.Count; i += 2)
        {
            if (arguments[i + 1] is not null || words[0] != Absent)
            {
                elements.Add(Item(arguments[i], arguments[i + 1]));
            }
        }

        return new JsonItem.Sequence(elements);
    }

    private static JsonItem Item(object? format, object? value)
    {
        try
        {
            return SqlItem.Of(value, (string)format!);
        }
        catch (PathException exception)
        {
            throw new InvalidOperationException($"JSON_INPUT_CONVERSION_ERROR: {exception.Message}");
        }
    }
}
