using System.Text;
using Tarn.Common;

namespace Tarn.Cli.Hosting;

/// <summary>Makes new lakes: an empty one, or a copy of a sample that comes with the program.</summary>
internal sealed class LakeFactory(IIdSource idSource)
{
    private static readonly string SamplesDirectory = Path.Combine(AppContext.BaseDirectory, "samples");

    /// <summary>Names for <c>--example</c>.</summary>
    public static IReadOnlyList<string> Examples =>
        Directory.Exists(SamplesDirectory)
            ? [.. Directory.EnumerateDirectories(SamplesDirectory)
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Makes an empty lake.</summary>
    /// <returns>Paths of the files written, relative to the directory.</returns>
    /// <exception cref="TarnException">TN1002: a file of the lake is there already; nothing was written.</exception>
    public IReadOnlyList<string> CreateEmpty(string directory) => Write(directory, new Dictionary<string, byte[]>
    {
        [".gitignore"] = Encoding.UTF8.GetBytes(EmbeddedText.Read("gitignore")),
        ["models/.gitkeep"] = [],
        ["queries/.gitkeep"] = [],
        [LakeLocator.DefinitionFile] = Encoding.UTF8.GetBytes(
            EmbeddedText.Read("lake.yaml").Replace("{name}", NameOf(directory), StringComparison.Ordinal)),
    });

    /// <summary>Makes a copy of a sample.</summary>
    /// <returns>Paths of the files written, relative to the directory.</returns>
    /// <exception cref="TarnException">
    /// TN1002: a file of the lake is there already; nothing was written. TN1003: no such sample.
    /// </exception>
    public IReadOnlyList<string> CreateFromExample(string directory, string example)
    {
        string sample = Path.Combine(SamplesDirectory, example);
        if (!Examples.Contains(example))
        {
            throw new TarnException(ErrorCodes.UnknownName, $"there is no example '{example}'")
            {
                Hint = $"there are: {string.Join(", ", Examples)}",
            };
        }

        Dictionary<string, byte[]> files = Directory
            .EnumerateFiles(sample, "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(sample, path).Replace('\\', '/'), File.ReadAllBytes);
        files.TryAdd(".gitignore", Encoding.UTF8.GetBytes(EmbeddedText.Read("gitignore")));
        return Write(directory, files);
    }

    /// <summary>Writes lake.yaml last: only then the directory is a lake.</summary>
    private string[] Write(string directory, Dictionary<string, byte[]> files)
    {
        string? taken = files.Keys.FirstOrDefault(file => IsTaken(Path.Combine(directory, file), files[file]));
        if (File.Exists(Path.Combine(directory, LakeLocator.DefinitionFile)))
        {
            throw new TarnException(ErrorCodes.LakeExists, $"'{directory}' is a lake already")
            {
                Hint = "choose another directory: tarn init DIR",
            };
        }

        if (taken is not null && taken != ".gitignore")
        {
            throw new TarnException(ErrorCodes.LakeExists, $"'{directory}' has a file '{taken}' that would be replaced")
            {
                Hint = "choose an empty directory: tarn init DIR",
            };
        }

        string[] order =
        [
            .. files.Keys
                .Where(file => file != taken && file != LakeLocator.DefinitionFile)
                .Order(StringComparer.Ordinal),
            LakeLocator.DefinitionFile,
        ];
        foreach (string file in order)
        {
            string path = Path.Combine(directory, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            DurableFile.WriteAtomic(path, files[file], idSource);
        }

        return order;
    }

    /// <summary>The same file there already is what an interrupted call left.</summary>
    private static bool IsTaken(string path, byte[] content) =>
        File.Exists(path) && !File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    /// <summary>The directory's name made fit for a lake: lower case letters, digits, '-' and '_'.</summary>
    private static string NameOf(string directory)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)).ToLowerInvariant();
        IEnumerable<char> letters = name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-');
        string cleaned = string.Concat(letters).Trim('-');
        return cleaned.Length > 0 && char.IsAsciiLetter(cleaned[0]) ? cleaned : "lake";
    }
}
