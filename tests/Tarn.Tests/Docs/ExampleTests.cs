using Tarn.Cli;
using Tarn.Testing;
using Tarn.Tests.Cli;
using Xunit;

namespace Tarn.Tests.Docs;

/// <summary>
/// The definitions that a guide shows are a lake that validates: its <c>lake.yaml</c>, its models and its queries, one
/// from another. A block counts when it starts as such a file does; anything else is a fragment.
/// </summary>
public sealed class ExampleTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string> Pages() =>
        [.. Page.All.Where(page => page.Blocks.Any(IsLake)).Select(page => page.Path)];

    /// <summary>Examples take what is secret from the environment.</summary>
    public ExampleTests()
    {
        Environment.SetEnvironmentVariable("SHOP_DB", "postgresql://reader@db.example/shop");
        Environment.SetEnvironmentVariable("FX_SECRET", "secret");
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_definitions_on_a_page_are_a_valid_lake(string path)
    {
        int files = WriteLake(Page.Open(path));
        TestTerminal terminal = new(_directory.Path);

        ExitCode exitCode = await terminal.RunAsync("validate");

        Assert.True(exitCode == ExitCode.Ok, terminal.Error);
        Assert.True(files > 1, $"{path} shows nothing but lake.yaml");
    }

    [Fact]
    public void The_guide_to_definitions_is_among_the_pages() => Assert.Contains(
        "docs/guide/definitions.md", Page.All.Where(page => page.Blocks.Any(IsLake)).Select(page => page.Path));

    private static bool IsLake((string Language, string Code) block) =>
        block.Language == "yaml" && block.Code.StartsWith("version: 1", StringComparison.Ordinal);

    private int WriteLake(Page page)
    {
        int count = 0;
        foreach ((string language, string code) in page.Blocks)
        {
            string? file = (language, code) switch
            {
                _ when IsLake((language, code)) => "lake.yaml",

                // A source goes by the name of its file, which steps of workflows use.
                ("yaml", _) when code.StartsWith("# sources/", StringComparison.Ordinal) => code[2..code.IndexOf('\n')],
                ("yaml", _) when code.StartsWith("kind: query", StringComparison.Ordinal) => $"queries/q{count}.yaml",
                ("yaml", _) when code.StartsWith("kind: source", StringComparison.Ordinal) =>
                    $"sources/s{count}.yaml",
                ("yaml", _) when code.StartsWith("kind: workflow", StringComparison.Ordinal)
                    || code.StartsWith("kind: trigger", StringComparison.Ordinal) => $"workflows/w{count}.yaml",
                ("sql", _) when code.StartsWith("/* tarn", StringComparison.Ordinal) => $"models/m{count}.sql",
                _ => null,
            };
            if (file is not null)
            {
                string path = Path.Combine(_directory.Path, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, code);
                count++;
            }
        }

        return count;
    }
}
