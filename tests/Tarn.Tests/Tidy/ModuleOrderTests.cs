using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Tarn.Tests.Tidy;

/// <summary>The modules of Core have one order, and a folder names only folders above it (DESIGN §4).</summary>
public sealed class ModuleOrderTests
{
    private const string CoreFolder = "src/Tarn.Core/";

    private static readonly string[] Modules =
    [
        "Common", "Observability", "State", "Security", "Storage", "Engine", "Tables", "Catalog", "Crawlers", "Queries",
        "Sources", "Streams", "Jobs", "Logs", "Flows", "Alarms", "Cost", "Dashboards", "Learning", "Definitions",
    ];

    private static readonly string[] Projects = ["Native", "Core", "Protocols", "Web", "Cli"];

    [Fact]
    public void Every_folder_of_Core_is_a_module() =>
        Rule.HasNoViolations(CoreFiles().Where(file => !Modules.Contains(ModuleOf(file))).Select(file => file.Path));

    [Fact]
    public void A_module_names_only_modules_above_it() =>
        Rule.HasNoViolations(CoreFiles().SelectMany(file => ModulesNamed(file)
            .Where(named => Array.IndexOf(Modules, named.Module) > Array.IndexOf(Modules, ModuleOf(file)))
            .Select(named => $"{file.At(named.Node)}: {ModuleOf(file)} must not name {named.Module}")));

    [Fact]
    public void A_namespace_is_the_path_of_its_folder() =>
        Rule.HasNoViolations(SourceTree.All
            .Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => file.Syntax
                .DescendantNodes()
                .OfType<BaseNamespaceDeclarationSyntax>()
                .Where(declaration => declaration.Name.ToString() != NamespaceOf(file))
                .Select(declaration => $"{file.At(declaration)}: {declaration.Name}, expected {NamespaceOf(file)}")));

    [Fact]
    public void A_project_refers_only_to_projects_below_it() =>
        Rule.HasNoViolations(SourceTree.FindFiles("src", "*.csproj").SelectMany(path =>
            File.ReadLines(Path.Combine(SourceTree.Root, path))
                .Where(line => line.Contains("<ProjectReference", StringComparison.Ordinal))
                .Where(line => Rank(line) >= Rank(path))
                .Select(line => $"{path}: {line.Trim()}")));

    private static IEnumerable<SourceFile> CoreFiles() => SourceTree.All
        .Where(file => file.Path.StartsWith(CoreFolder, StringComparison.Ordinal));

    private static string ModuleOf(SourceFile file) => file.Path[CoreFolder.Length..].Split('/')[0];

    /// <summary>Every <c>Tarn.X</c>, in using directives, in qualified names and in documentation.</summary>
    private static IEnumerable<(string Module, SyntaxNode Node)> ModulesNamed(SourceFile file) => file.Syntax
        .DescendantNodes(descendIntoTrivia: true)
        .Where(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax or QualifiedCrefSyntax)
        .Where(node => node.Parent is not BaseNamespaceDeclarationSyntax)
        .Select(node => (Parts: node.ToString().Split('.'), Node: node))
        .Where(name => name.Parts.Length >= 2 && name.Parts[0] == "Tarn")
        .Select(name => (name.Parts[1], name.Node));

    private static string NamespaceOf(SourceFile file)
    {
        string[] parts = file.Path.Split('/')[1..^1];
        parts[0] = parts[0] == "Tarn.Core" ? "Tarn" : parts[0];
        return string.Join('.', parts);
    }

    private static int Rank(string text) =>
        Array.FindLastIndex(Projects, project => text.Contains($"/Tarn.{project}.csproj", StringComparison.Ordinal));
}
