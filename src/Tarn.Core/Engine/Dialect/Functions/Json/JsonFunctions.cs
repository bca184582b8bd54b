using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Json;

/// <summary>The functions of JSON that Trino had before SQL had any. Most take what is no JSON for NULL.</summary>
internal static class JsonFunctions
{
    private static readonly KnownPaths<ExtractPath> Paths = new(source => new ExtractPath(source));

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_json_parse", [OwnTypes.Varchar], OwnTypes.Json, arguments => Normalize((string)arguments[0]!)),
        new("tarn_json_format", [OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
            JsonInput.Read((string)arguments[0]!, isExact: true) is { } item ? JsonOutput.Write(item) : arguments[0]),
        Of("tarn_is_json_scalar", [], OwnTypes.Boolean, (root, _) =>
            root.ValueKind is not JsonValueKind.Array and not JsonValueKind.Object, isStrict: true),
        Of("tarn_json_array_length", [], OwnTypes.Bigint, (root, _) =>
            root.ValueKind == JsonValueKind.Array ? (long)root.GetArrayLength() : null),
        Of("tarn_json_array_get", [OwnTypes.Bigint], OwnTypes.Json, (root, arguments) =>
            Element(root, (long)arguments[1]!)),
        Of("tarn_json_array_contains", [OwnTypes.Any], OwnTypes.Boolean, (root, arguments) =>
            root.ValueKind == JsonValueKind.Array
                ? root.EnumerateArray().Any(element => IsValue(element, arguments[1]!))
                : null),
        OfPath("tarn_json_extract", OwnTypes.Json, found => JsonOutput.Write(JsonInput.Of(found, isExact: false))),
        OfPath("tarn_json_extract_scalar", OwnTypes.Varchar, ScalarText),
        OfPath("tarn_json_size", OwnTypes.Bigint, found => found.ValueKind switch
        {
            JsonValueKind.Array => (long)found.GetArrayLength(),
            JsonValueKind.Object => (long)found.EnumerateObject().Count(),
            _ => 0L,
        }),
    ];

    /// <summary>JSON in the one form that equal values have.</summary>
    /// <exception cref="InvalidOperationException">It is no JSON.</exception>
    public static string Normalize(string text) => JsonInput.Read(text, isExact: false) is { } item
        ? JsonOutput.Write(JsonOutput.Sorted(item))
        : throw FunctionError.InvalidArgument($"Cannot convert value to JSON: '{text}'");

    private static ScalarFunction Of(
        string name,
        IReadOnlyList<EngineType> others,
        EngineType returnType,
        Func<JsonElement, IReadOnlyList<object?>, object?> body,
        bool isStrict = false) =>
        new(name, [OwnTypes.Varchar, .. others], returnType, arguments =>
        {
            using JsonDocument? document = JsonInput.Open((string)arguments[0]!);
            return document is not null ? body(document.RootElement, arguments)
                : isStrict ? throw FunctionError.InvalidArgument($"Invalid JSON value: {arguments[0]}")
                : null;
        });

    private static ScalarFunction OfPath(string name, EngineType returnType, Func<JsonElement, object?> body) =>
        Of(name, [OwnTypes.Varchar], returnType, (root, arguments) =>
            Paths.Get((string)arguments[1]!).Find(root) is { } found ? body(found) : null);

    private static string? ScalarText(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.String => JsonInput.TextOf(found),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found.GetRawText(),
        _ => null,
    };

    /// <summary>A text comes without its quotes, which is no JSON: so it is documented.</summary>
    private static string? Element(JsonElement root, long index)
    {
        if (root.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        int length = root.GetArrayLength();
        long place = index < 0 ? length + index : index;
        if (place < 0 || place >= length || root[(int)place].ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        JsonElement element = root[(int)place];
        return element.ValueKind == JsonValueKind.String
            ? JsonInput.TextOf(element)
            : JsonOutput.Write(JsonInput.Of(element, isExact: false));
    }

    private static bool IsValue(JsonElement element, object value) => value switch
    {
        bool flag => element.ValueKind == (flag ? JsonValueKind.True : JsonValueKind.False),
        string text => element.ValueKind == JsonValueKind.String && JsonInput.TextOf(element) == text,
        float or double or decimal => element.ValueKind == JsonValueKind.Number
            && element.TryGetDouble(out double number)
            && number.Equals(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => element.ValueKind == JsonValueKind.Number
            && BigInteger.TryParse(
                element.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole)
            && whole.ToString(CultureInfo.InvariantCulture) == Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
