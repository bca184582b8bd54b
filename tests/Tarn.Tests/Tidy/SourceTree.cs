using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tarn.Tests.Tidy;

/// <summary>The sources of this checkout, parsed once for all the rules.</summary>
internal static class SourceTree
{
    private static readonly string[] Folders = ["src", "tests", "bench"];
    private static readonly string[] FoldersOfBuilds = ["bin", "obj", "artifacts", "node_modules"];
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Parse);

    private static readonly Lazy<IReadOnlyList<SourceFile>> Files = new(() =>
        [.. Folders.SelectMany(folder => FindFiles(folder, "*.cs")).AsParallel().AsOrdered().Select(Parse)]);

    /// <summary>Directory that holds Tarn.slnx.</summary>
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> All => Files.Value;

    /// <summary>Paths below the folder, relative to the root with forward slashes, in ordinal order.</summary>
    public static IEnumerable<string> FindFiles(string folder, string pattern)
    {
        string directory = Path.Combine(Root, folder);
        return !Directory.Exists(directory)
            ? []
            : Directory.EnumerateFiles(directory, pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
                .Where(path => !path.Split('/').Any(FoldersOfBuilds.Contains))
                .Order(StringComparer.Ordinal);
    }

    public static string ReadText(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static SourceFile Parse(string path)
    {
        string text = ReadText(path);
        return new SourceFile(path, text, CSharpSyntaxTree.ParseText(text, ParseOptions, path).GetRoot());
    }

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Tarn.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName
            ?? throw new InvalidOperationException($"no Tarn.slnx above {AppContext.BaseDirectory}");
    }
}

/// <param name="Path">Relative to the root, with forward slashes.</param>
internal sealed record SourceFile(string Path, string Text, SyntaxNode Syntax)
{
    /// <summary>The place of a node, for a message: <c>src/A.cs:12</c>.</summary>
    public string At(SyntaxNodeOrToken node) =>
        $"{Path}:{node.GetLocation()!.GetLineSpan().StartLinePosition.Line + 1}";

    public override string ToString() => Path;
}
