using System.Globalization;
using System.Text.RegularExpressions;
using Tarn.Engine.Dialect.Functions.Strings;
using Tarn.Engine.Functions;
using Tarn.Engine.Types;

namespace Tarn.Engine.Dialect.Functions.Patterns;

/// <summary>The functions that take a regular expression.</summary>
internal static class PatternFunctions
{
    private static readonly EngineType[] TwoTexts = [OwnTypes.Varchar, OwnTypes.Varchar];

    public static IReadOnlyList<ScalarFunction> All { get; } =
    [
        new("tarn_regexp_like", TwoTexts, OwnTypes.Boolean, arguments => Find(arguments).Any()),
        new("tarn_regexp_count", TwoTexts, OwnTypes.Bigint, arguments => Find(arguments).LongCount()),
        new("tarn_regexp_split", TwoTexts, OwnTypes.Varchars, Split),
        new("tarn_regexp_extract", [.. TwoTexts, OwnTypes.Bigint], OwnTypes.Varchar, arguments =>
            Groups(arguments).FirstOrDefault()),
        new("tarn_regexp_extract_all", [.. TwoTexts, OwnTypes.Bigint], OwnTypes.Varchars, arguments =>
            Groups(arguments).ToArray<object?>()),
        new("tarn_regexp_position", [.. TwoTexts, OwnTypes.Bigint, OwnTypes.Bigint], OwnTypes.Bigint, arguments =>
            Position(arguments, (long)arguments[2]!, (long)arguments[3]!)),
        new("tarn_regexp_replace", [.. TwoTexts, OwnTypes.Varchar], OwnTypes.Varchar, arguments =>
        {
            Replacement replacement = new((string)arguments[2]!, JavaPattern.Of((string)arguments[1]!));
            return Splice(arguments, replacement.Expand);
        }),
        new("tarn_regexp_groups", TwoTexts, EngineType.List(OwnTypes.Varchars), arguments =>
            Find(arguments)
                .Select(match => match.Groups.Values.Skip(1).Select(ValueOf).ToArray<object?>())
                .ToArray<object?>()),
        new("tarn_regexp_join", [.. TwoTexts, OwnTypes.Varchars], OwnTypes.Varchar, arguments =>
        {
            int index = 0;
            List<object?> replacements = [.. ((System.Collections.IEnumerable)arguments[2]!).Cast<object?>()];
            return Splice(arguments, _ => (string?)replacements[index++] ?? "");
        }),
    ];

    private static IEnumerable<Match> Find(IReadOnlyList<object?> arguments) =>
        JavaPattern.Of((string)arguments[1]!).Matches((string)arguments[0]!);

    private static string? ValueOf(Group group) => group.Success ? group.Value : null;

    private static IEnumerable<string?> Groups(IReadOnlyList<object?> arguments)
    {
        long group = (long)arguments[2]!;
        int count = JavaPattern.Of((string)arguments[1]!).GroupCount;
        if (group < 0)
        {
            throw FunctionError.InvalidArgument("Group cannot be negative");
        }

        return group > count
            ? throw FunctionError.InvalidArgument(string.Create(
                CultureInfo.InvariantCulture, $"Pattern has {count} groups. Cannot access group {group}"))
            : Find(arguments).Select(match => ValueOf(match.Groups[(int)group]));
    }

    private static object?[] Split(IReadOnlyList<object?> arguments)
    {
        string text = (string)arguments[0]!;
        List<object?> parts = [];
        int place = 0;
        foreach (Match match in Find(arguments))
        {
            parts.Add(text[place..match.Index]);
            place = match.Index + match.Length;
        }

        return [.. parts, text[place..]];
    }

    private static long Position(IReadOnlyList<object?> arguments, long start, long occurrence)
    {
        if (start < 1)
        {
            throw FunctionError.InvalidArgument("start position cannot be smaller than 1");
        }

        if (occurrence < 1)
        {
            throw FunctionError.InvalidArgument("occurrence cannot be smaller than 1");
        }

        string text = (string)arguments[0]!;
        if (start > CodePoints.CountBefore(text, text.Length))
        {
            return -1;
        }

        Match? found = JavaPattern.Of((string)arguments[1]!)
            .Matches(text, CodePoints.IndexOf(text, start - 1))
            .Skip((int)Math.Min(occurrence - 1, int.MaxValue))
            .FirstOrDefault();
        return found is null ? -1 : CodePoints.CountBefore(text, found.Index) + 1;
    }

    private static string Splice(IReadOnlyList<object?> arguments, Func<Match, string> replace)
    {
        string text = (string)arguments[0]!;
        System.Text.StringBuilder result = new();
        int place = 0;
        foreach (Match match in Find(arguments))
        {
            result.Append(text, place, match.Index - place).Append(replace(match));
            place = match.Index + match.Length;
        }

        return result.Append(text, place, text.Length - place).ToString();
    }
}
