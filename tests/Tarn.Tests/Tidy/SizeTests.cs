using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Tarn.Tests.Tidy;

public sealed class SizeTests
{
    private const int FileLinesMax = 300;
    private const int LineCharactersMax = 120;
    private const int MethodLinesMax = 70;

    [Fact]
    public void Files_have_at_most_300_lines() =>
        Rule.HasNoViolations(SourceTree.All
            .Select(file => (file.Path, Lines: file.Text.AsSpan().Count('\n')))
            .Where(file => file.Lines > FileLinesMax)
            .Select(file => $"{file.Path}: {file.Lines} lines"));

    [Fact]
    public void Lines_have_at_most_120_characters() =>
        Rule.HasNoViolations(SourceTree.All.SelectMany(file => file.Text
            .Split('\n')
            .Select((line, index) => (Length: line.TrimEnd('\r').Length, Number: index + 1))
            .Where(line => line.Length > LineCharactersMax)
            .Select(line => $"{file.Path}:{line.Number}: {line.Length} characters")));

    [Fact]
    public void Methods_have_at_most_70_lines() =>
        Rule.HasNoViolations(SourceTree.All.SelectMany(file => file.Syntax
            .DescendantNodes()
            .Where(IsMethod)
            .Where(node => LineCount(node) > MethodLinesMax)
            .Select(node => $"{file.At(node)}: {LineCount(node)} lines")));

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax;

    private static int LineCount(SyntaxNode node)
    {
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
