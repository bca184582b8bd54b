using Tarn.Common;

namespace Tarn.Definitions;

/// <summary>The definition files of a lake, as paths relative to it with forward slashes, sorted.</summary>
internal sealed record LakeFiles
{
    public const string LakeFile = "lake.yaml";
    private const int DepthMax = 16;

    public required string Directory { get; init; }

    /// <summary><c>lake.ENV.yaml</c>, null without environment.</summary>
    public string? Overlay { get; init; }

    public required IReadOnlyList<string> Models { get; init; }

    public required IReadOnlyList<string> Queries { get; init; }

    public required IReadOnlyList<string> Crawlers { get; init; }

    public required IReadOnlyList<string> Streams { get; init; }

    public required IReadOnlyList<string> Sources { get; init; }

    public required IReadOnlyList<string> Workflows { get; init; }

    /// <summary>Files of a wrong extension that nobody reads.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    /// <exception cref="TarnException">TN1001: not a lake. TN1003: the environment does not exist.</exception>
    public static LakeFiles Find(string directory, string? environment)
    {
        string root = Path.GetFullPath(directory);
        if (!File.Exists(Path.Combine(root, LakeFile)))
        {
            throw new TarnException(ErrorCodes.NotALake, $"{root} is not a lake: it has no {LakeFile}")
            {
                Hint = "run 'tarn init' to make one, or name another directory with -C DIR",
            };
        }

        return new LakeFiles
        {
            Directory = root,
            Overlay = environment is null ? null : OverlayOf(root, environment),
            Models = Files(root, "models", "*.sql", DepthMax),
            Queries = Files(root, "queries", "*.yaml", depthMax: 0),
            Crawlers = Files(root, "crawlers", "*.yaml", depthMax: 0),
            Streams = Files(root, "streams", "*.yaml", depthMax: 0),
            Sources = Files(root, "sources", "*.yaml", depthMax: 0),
            Workflows = Files(root, "workflows", "*.yaml", depthMax: 0),
            Ignored =
            [
                .. Files(root, "crawlers", "*.yml", depthMax: 0),
                .. Files(root, "queries", "*.yml", depthMax: 0),
                .. Files(root, "sources", "*.yml", depthMax: 0),
                .. Files(root, "streams", "*.yml", depthMax: 0),
                .. Files(root, "workflows", "*.yml", depthMax: 0),
            ],
        };
    }

    private static string OverlayOf(string root, string environment)
    {
        const string prefix = "lake.";
        const string suffix = ".yaml";
        string[] known = [.. System.IO.Directory.EnumerateFiles(root, $"{prefix}*{suffix}")
            .Select(path => Path.GetFileName(path))
            .Where(name => name.Length > prefix.Length + suffix.Length)
            .Select(name => name[prefix.Length..^suffix.Length])
            .Order(StringComparer.Ordinal)];
        if (known.Contains(environment))
        {
            return prefix + environment + suffix;
        }

        string there = known.Length == 0 ? "this lake has no lake.ENV.yaml" : $"environments here: {Shown.List(known)}";
        throw new TarnException(ErrorCodes.UnknownName, $"unknown environment '{Shown.Text(environment)}'")
        {
            Hint = Suggestion.DidYouMean(environment, known) is { } meant ? $"{meant} {there}" : there,
        };
    }

    private static IReadOnlyList<string> Files(string root, string folder, string pattern, int depthMax)
    {
        string path = Path.Combine(root, folder);
        if (!System.IO.Directory.Exists(path))
        {
            return [];
        }

        // Hidden files are editors' swap and lock files.
        EnumerationOptions options = new()
        {
            RecurseSubdirectories = depthMax > 0,
            MaxRecursionDepth = depthMax,
            AttributesToSkip = FileAttributes.Hidden,
            IgnoreInaccessible = false,
        };
        return [.. System.IO.Directory.EnumerateFiles(path, pattern, options)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];
    }
}
