using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Tarn.Tests.Tidy;

/// <summary>Tests are where their subject is: <c>src/Tarn.Core/Tables</c>, <c>tests/Tarn.Tests/Tables</c>.</summary>
public sealed class TestLayoutTests
{
    private static readonly string[] FoldersWithoutSource = ["Docs", "Samples", "Tidy"];

    [Fact]
    public void A_folder_of_tests_mirrors_a_folder_of_sources() =>
        Rule.HasNoViolations(TestFiles()
            .Select(file => (file.Path, Folder: file.Path.Split('/')[2]))
            .Where(file => file.Folder.EndsWith(".cs", StringComparison.Ordinal) || !IsMirror(file.Folder))
            .Select(file => file.Path));

    [Fact]
    public void A_file_is_named_after_the_class_of_tests_in_it() =>
        Rule.HasNoViolations(TestFiles().SelectMany(file => file.Syntax
            .DescendantNodes()
            .OfType<ClassDeclarationSyntax>()
            .Where(HasTests)
            .Where(declaration => FileClass(file) != declaration.Identifier.Text)
            .Select(declaration => $"{file.At(declaration)}: {declaration.Identifier.Text}")));

    [Fact]
    public void The_namespace_of_a_test_is_its_folder() =>
        Rule.HasNoViolations(TestFiles()
            .SelectMany(file => file.Syntax
                .DescendantNodes()
                .OfType<BaseNamespaceDeclarationSyntax>()
                .Where(space => space.Name.ToString() != string.Join('.', file.Path.Split('/')[1..^1]))
                .Select(space => $"{file.At(space)}: {space.Name}")));

    private static IEnumerable<SourceFile> TestFiles() => SourceTree.All
        .Where(file => file.Path.StartsWith("tests/Tarn.Tests/", StringComparison.Ordinal));

    private static bool IsMirror(string folder) =>
        FoldersWithoutSource.Contains(folder)
        || Directory.Exists(Path.Combine(SourceTree.Root, "src", "Tarn.Core", folder))
        || Directory.Exists(Path.Combine(SourceTree.Root, "src", "Tarn." + folder));

    private static string FileClass(SourceFile file) => Path.GetFileName(file.Path).Split('.')[0];

    private static bool HasTests(ClassDeclarationSyntax declaration) => declaration.Members
        .OfType<MethodDeclarationSyntax>()
        .SelectMany(method => method.AttributeLists)
        .SelectMany(list => list.Attributes)
        .Any(attribute => attribute.Name.ToString() is "Fact" or "Theory");
}
