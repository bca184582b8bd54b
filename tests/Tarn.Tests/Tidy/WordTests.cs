using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Tarn.Tests.Tidy;

public sealed partial class WordTests
{
    // Cut in two so that this file does not break its own rule.
    private static readonly string[] WordsOfUnfinishedWork =
        ["NotImplemented" + "Exception", "TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"];

    private static readonly string[] TextFiles =
        ["*.cs", "*.csproj", "*.props", "*.targets", "*.sh", "*.sql", "*.yaml", "*.yml", "*.md", "*.txt", "*.json"];

    private static readonly string[] Folders = ["src", "tests", "bench", "eng", "docs", "samples", ".ci"];

    [Fact]
    public void Nothing_is_left_unfinished() =>
        Rule.HasNoViolations(SourceTree.All.SelectMany(file => WordsOfUnfinishedWork
            .Where(word => Regex.IsMatch(file.Text, $@"\b{word}\b"))
            .Select(word => $"{file.Path}: {word}")));

    [Fact]
    public void No_test_is_skipped() =>
        Rule.HasNoViolations(SourceTree.All
            .Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Where(file => SkippedFact().IsMatch(file.Text))
            .Select(file => file.Path));

    [Fact]
    public void There_are_no_regions() =>
        Rule.HasNoViolations(SourceTree.All.SelectMany(file => file.Syntax
            .DescendantTrivia()
            .Where(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia))
            .Select(trivia => file.At(trivia.Token))));

    [Fact]
    public void No_file_names_a_directory_of_somebodys_machine() =>
        Rule.HasNoViolations(AllTextFiles()
            .Select(path => (Path: path, Match: MachinePath().Match(SourceTree.ReadText(path))))
            .Where(file => file.Match.Success)
            .Select(file => $"{file.Path}: {file.Match.Value}"));

    [Fact]
    public void Text_files_end_their_lines_with_LF_and_have_no_byte_order_mark() =>
        Rule.HasNoViolations(SourceTree.All
            .Where(file => file.Text.Contains('\r', StringComparison.Ordinal) || file.Text.StartsWith('\uFEFF'))
            .Select(file => file.Path));

    private static IEnumerable<string> AllTextFiles() => Folders
        .SelectMany(folder => TextFiles.SelectMany(pattern => SourceTree.FindFiles(folder, pattern)))
        .Concat(Directory.EnumerateFiles(SourceTree.Root)
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name is "tarn" or "build.sh" || name.EndsWith(".md", StringComparison.Ordinal)));

    [GeneratedRegex(@"(?<![\w.$}])/(?:wo" + @"rk|root|home/\w+|Users/\w+)/[\w.-]+")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\[(?:Fact|Theory)\([^\]]*\bSk" + @"ip\s*=")]
    private static partial Regex SkippedFact();
}
