using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Tarn.Tests.Tidy;

public sealed class UnsafeCodeTests
{
    private static readonly string[] WordsOfInterop = ["DllImport", "LibraryImport"];

    [Fact]
    public void Only_Tarn_Native_holds_unsafe_code() =>
        Rule.HasNoViolations(OutsideNative().SelectMany(file => file.Syntax
            .DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.UnsafeKeyword))
            .Select(token => file.At(token))));

    [Fact]
    public void Only_Tarn_Native_calls_into_native_libraries() =>
        Rule.HasNoViolations(OutsideNative().SelectMany(file => file.Syntax
            .DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken) && WordsOfInterop.Contains(token.Text))
            .Select(token => file.At(token))));

    private static IEnumerable<SourceFile> OutsideNative() => SourceTree.All
        .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
        .Where(file => !file.Path.StartsWith("src/Tarn.Native/", StringComparison.Ordinal));
}
