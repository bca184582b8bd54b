using System.Text.RegularExpressions;
using Tarn.Tests.Tidy;

namespace Tarn.Tests.Docs;

/// <summary>One page of the documentation: its text, and the blocks of code in it.</summary>
/// <param name="Path">Relative to the root, with forward slashes.</param>
internal sealed partial record Page(string Path, string Text)
{
    private static readonly string[] Folders = ["docs", "samples"];

    public static IReadOnlyList<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(SourceTree.Root, "*.md")
            .Select(path => System.IO.Path.GetFileName(path)!)
            .Order(StringComparer.Ordinal)
            .Concat(Folders.SelectMany(folder => SourceTree.FindFiles(folder, "*.md")))
            .Select(Open),
    ];

    /// <summary>The blocks between fences, each with the language it is said to be in.</summary>
    public IEnumerable<(string Language, string Code)> Blocks => Fence().Matches(Text)
        .Select(match => (match.Groups["language"].Value, match.Groups["code"].Value));

    /// <summary>The text without its blocks of code, in which a link is only an example.</summary>
    public string Prose => Fence().Replace(Text, "");

    public IEnumerable<string> Headings => Heading().Matches(Prose).Select(match => match.Groups["text"].Value);

    public static Page Open(string path) => new(path, SourceTree.ReadText(path));

    public override string ToString() => Path;

    [GeneratedRegex(@"^ *```(?<language>\w*)\n(?<code>.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
