using Tarn.Cli.Errors;

namespace Tarn.Cli.Demo;

/// <summary>Which files a demo takes for <c>--input</c>, and what they are called in the lake.</summary>
internal sealed record InputKind
{
    private static readonly EnumerationOptions Everywhere = new() { RecurseSubdirectories = true };

    /// <summary>How their names end.</summary>
    public required IReadOnlyList<string> Extensions { get; init; }

    /// <summary>From the name of a file to the key of the object.</summary>
    public required Func<string, string> KeyOf { get; init; }

    /// <summary>A text that the beginning of each file has in some letter case; null when any file will do.</summary>
    public string? Mark { get; init; }

    /// <summary>
    /// The files, and of each directory those in and below it that end as wanted, hidden ones aside.
    /// </summary>
    /// <param name="paths">Absolute; of files and directories.</param>
    /// <param name="cancellationToken">Stops the reading of marks.</param>
    /// <exception cref="UsageException">
    /// Something is not there, gives no file, is not what is wanted, or two files would be one object.
    /// </exception>
    public async Task<IReadOnlyList<InputFile>> FindAsync(
        IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        InputFile[] files =
        [
            .. paths.SelectMany(FilesOf).Distinct().Select(path => new InputFile(path, KeyOf(Path.GetFileName(path)))),
        ];
        if (files.GroupBy(file => file.Key).FirstOrDefault(group => group.Count() > 1) is { } same)
        {
            throw new UsageException(
                $"--input: two files have the name '{Path.GetFileName(same.Key)}'; the lake would keep only one");
        }

        foreach (InputFile file in files)
        {
            await RequireMarkAsync(file.Path, cancellationToken);
        }

        return files;
    }

    private IReadOnlyList<string> FilesOf(string path)
    {
        string endings = string.Join(", ", Extensions);
        if (Directory.Exists(path))
        {
            string[] found = [.. Directory.EnumerateFiles(path, "*", Everywhere).Where(IsWanted).Order()];
            return found.Length > 0
                ? found
                : throw new UsageException($"--input: directory '{path}' has no file that ends in {endings}");
        }

        if (!File.Exists(path))
        {
            throw new UsageException($"--input: there is no file or directory '{path}'");
        }

        return IsWanted(path) ? [path] : throw new UsageException($"--input: '{path}' must end in {endings}");
    }

    private bool IsWanted(string path) =>
        Extensions.Any(extension => path.EndsWith(extension, StringComparison.Ordinal));

    private async Task RequireMarkAsync(string path, CancellationToken cancellationToken)
    {
        if (Mark is not null && !await FileBeginning.HasAsync(path, Mark, cancellationToken))
        {
            throw new UsageException(
                $"--input: '{path}' is no file for this lake: its beginning does not name '{Mark}'");
        }
    }
}
