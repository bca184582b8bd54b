using Tarn.Protocols.Aws.Wire;

namespace Tarn.Protocols.Aws.Glue.Crawlers;

/// <summary>
/// Glue's exclude patterns in those of the lake: <c>{a,b}</c> becomes two, and <c>**</c> that ends a pattern or stands
/// before a name goes through folders there with a '/' behind it. Source: "Include and exclude patterns" of the Glue
/// guide's "Crawler properties".
/// </summary>
internal static class ExclusionPatterns
{
    private const int PatternsMax = 100;

    /// <exception cref="AwsException"><c>InvalidInputException</c>: a form that the lake does not have.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> patterns)
    {
        string[] all = [.. patterns.SelectMany(Expand).Select(WithFolders)];
        return all.Length <= PatternsMax ? all : throw new AwsException(
            GlueErrors.InvalidInput, $"{all.Length} exclude patterns; expected at most {PatternsMax}");
    }

    private static IEnumerable<string> Expand(string pattern)
    {
        if (pattern.Contains('[', StringComparison.Ordinal))
        {
            throw Unsupported(pattern, "[ ] are not supported");
        }

        int start = pattern.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
        {
            return [pattern];
        }

        int end = pattern.IndexOf('}', start);
        return end < 0 || pattern.IndexOf('{', start + 1) is int inner && inner >= 0 && inner < end
            ? throw Unsupported(pattern, "expected { } around alternatives, not within each other")
            : pattern[(start + 1)..end].Split(',')
                .Take(PatternsMax + 1)
                .SelectMany(choice => Expand(pattern[..start] + choice + pattern[(end + 1)..]));
    }

    private static string WithFolders(string pattern)
    {
        string[] segments = pattern.Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            int stars = segments[i].IndexOf("**", StringComparison.Ordinal);
            bool isLast = i == segments.Length - 1;
            if (stars > 0 || (stars == 0 && !isLast && segments[i] != "**"))
            {
                throw Unsupported(pattern, "** must stand at the start of a folder's or the file's name");
            }

            if (stars == 0 && isLast)
            {
                segments[i] = $"**/*{segments[i][2..]}";
            }
        }

        return string.Join('/', segments);
    }

    private static AwsException Unsupported(string pattern, string why) =>
        new(GlueErrors.InvalidInput, $"the exclude pattern '{pattern}' cannot be used: {why}");
}
