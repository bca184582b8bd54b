using Tarn.Engine.Functions;
using Tarn.Engine.Types;
using Tarn.Engine.Values;

namespace Tarn.Engine.Dialect.Functions.Strings;

/// <summary>split with a limit, split_to_map and split_to_multimap.</summary>
internal static class Splitting
{
    private static readonly EngineType[] ThreeTexts = [OwnTypes.Varchar, OwnTypes.Varchar, OwnTypes.Varchar];

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_split", [OwnTypes.Varchar, OwnTypes.Varchar, OwnTypes.Bigint], OwnTypes.Varchars, arguments =>
            Split((string)arguments[0]!, (string)arguments[1]!, (long)arguments[2]!)),
        new("tarn_split_to_map", ThreeTexts, EngineType.Map(OwnTypes.Varchar, OwnTypes.Varchar), arguments =>
            ToMap(Entries((string)arguments[0]!, (string)arguments[1]!, (string)arguments[2]!))),
        new("tarn_split_to_multimap", ThreeTexts, EngineType.Map(OwnTypes.Varchar, OwnTypes.Varchars), arguments =>
            ToMultimap(Entries((string)arguments[0]!, (string)arguments[1]!, (string)arguments[2]!))),
    ];

    private static object?[] Split(string text, string delimiter, long limit)
    {
        if (limit is < 1 or > int.MaxValue)
        {
            throw FunctionError.InvalidArgument("Limit must be positive");
        }

        return delimiter.Length == 0
            ? throw FunctionError.InvalidArgument("The delimiter may not be the empty string")
            : text.Split(delimiter, (int)limit);
    }

    /// <summary>In the order of the text; a delimiter at the end opens no entry.</summary>
    private static List<KeyValuePair<string, string>> Entries(string text, string entryDelimiter, string keyDelimiter)
    {
        if (entryDelimiter.Length == 0 || keyDelimiter.Length == 0)
        {
            throw FunctionError.InvalidArgument(
                $"{(entryDelimiter.Length == 0 ? "entryDelimiter" : "keyValueDelimiter")} is empty");
        }

        if (entryDelimiter == keyDelimiter)
        {
            throw FunctionError.InvalidArgument("entryDelimiter and keyValueDelimiter must not be the same");
        }

        string[] parts = text.Split(entryDelimiter);
        return [.. parts[..^(parts[^1].Length == 0 ? 1 : 0)].Select(part => Entry(part, keyDelimiter))];
    }

    private static KeyValuePair<string, string> Entry(string text, string delimiter) =>
        text.Split(delimiter) is [string key, string value]
            ? KeyValuePair.Create(key, value)
            : throw FunctionError.InvalidArgument(
                $"Key-value delimiter must appear exactly once in each entry. Bad input: '{text}'");

    private static MapValue ToMap(List<KeyValuePair<string, string>> entries)
    {
        HashSet<string> keys = new(StringComparer.Ordinal);
        return new MapValue([.. entries.Select(entry => keys.Add(entry.Key)
            ? KeyValuePair.Create<object, object?>(entry.Key, entry.Value)
            : throw FunctionError.InvalidArgument($"Duplicate keys ({entry.Key}) are not allowed"))]);
    }

    private static MapValue ToMultimap(List<KeyValuePair<string, string>> entries) =>
        new([.. entries
            .GroupBy(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create<object, object?>(group.Key, group.ToArray<object?>()))]);
}
