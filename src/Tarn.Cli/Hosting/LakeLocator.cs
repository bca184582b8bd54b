using Tarn.Common;

namespace Tarn.Cli.Hosting;

/// <summary>Finds the lake a command is for.</summary>
internal static class LakeLocator
{
    public const string DefinitionFile = "lake.yaml";

    /// <summary>The nearest directory with a lake.yaml, from the start upwards.</summary>
    /// <exception cref="TarnException">TN1001: there is none.</exception>
    public static string Find(string startDirectory) => TryFind(startDirectory) ?? throw new TarnException(
        ErrorCodes.NotALake,
        $"no {DefinitionFile} in '{startDirectory}' or in any directory above it")
    {
        Hint = "go into a lake, name one with -C DIR, or make one with 'tarn init DIR'",
    };

    /// <summary>As <see cref="Find"/>; null when there is none.</summary>
    public static string? TryFind(string startDirectory)
    {
        for (DirectoryInfo? directory = new(startDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, DefinitionFile)))
            {
                return directory.FullName;
            }
        }

        return null;
    }
}
