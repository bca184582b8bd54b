using System.Text.RegularExpressions;
using Tarn.Catalog.Files;

namespace Tarn.Crawlers.Grouping;

/// <summary>What names of files say about which belong together.</summary>
internal static partial class FileNames
{
    private static readonly string[] Compressions = [".gz", ".zst"];

    /// <summary>The extension, with that of a compression behind it; empty when there is none.</summary>
    public static string Suffix(string fileName)
    {
        string compression = Compressions.FirstOrDefault(
            suffix => fileName.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) ?? "";
        string inner = fileName[..^compression.Length];
        int dot = inner.LastIndexOf('.');
        bool hasExtension = dot > 0 && dot < inner.Length - 1
            && inner.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') >= 0;
        return hasExtension ? fileName[dot..] : fileName[inner.Length..];
    }

    /// <summary>The name without its suffix.</summary>
    public static string Stem(string fileName) => fileName[..^Suffix(fileName).Length];

    /// <summary>A pattern of the name in which numbers may be others: <c>trips_*-*.csv</c>.</summary>
    public static string Pattern(string fileName) => Digits().Replace(KeyPattern.Literal(fileName), "*");

    /// <summary>What all names begin with, up to the first digit; empty when that is nothing.</summary>
    public static string CommonStem(IReadOnlyList<string> fileNames)
    {
        string first = Stem(fileNames[0]);
        int length = fileNames.Aggregate(first.Length, (common, name) => CommonLength(first, name, common));
        string common = first[..length];
        int digit = common.AsSpan().IndexOfAnyInRange('0', '9');
        return (digit < 0 ? common : common[..digit]).Trim('_', '-', '.', ' ');
    }

    public static bool AnyMatches(IEnumerable<string> patterns, IEnumerable<string> fileNames)
    {
        KeyPattern[] compiled = [.. patterns.Select(pattern => new KeyPattern(pattern))];
        return fileNames.Any(name => compiled.Any(pattern => pattern.IsMatch(name)));
    }

    private static int CommonLength(string left, string right, int max)
    {
        int length = 0;
        while (length < max && length < right.Length && left[length] == right[length])
        {
            length++;
        }

        return length;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
