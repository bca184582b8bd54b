using Tarn.Common;
using Tarn.Definitions;
using Tarn.Definitions.Sql;
using Xunit;

namespace Tarn.Tests.Definitions;

/// <summary>A lake in a temporary directory, with a small valid lake.yaml unless the test writes another.</summary>
internal sealed class LakeDirectory : IDisposable
{
    public const string LakeYaml = """
        version: 1
        name: taxi
        zones:
          raw:
          staging:
          curated:
        tables:
          raw.trips:
            files: trips/**/*.parquet
            columns:
              fare_amount: double
        """;

    public LakeDirectory()
    {
        Path = Directory.CreateTempSubdirectory("tarn-lake-").FullName;
        Write("lake.yaml", LakeYaml);
    }

    public string Path { get; }

    /// <summary>The stand-in unless the test is about the engine's own parser.</summary>
    public ISqlAnalyzer Analyzer { get; init; } = new FromClauseAnalyzer();

    public LakeDirectory Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    public LakeDirectory WriteBytes(string file, byte[] bytes)
    {
        Write(file, "");
        File.WriteAllBytes(System.IO.Path.Combine(Path, file), bytes);
        return this;
    }

    /// <summary>A model with some front matter.</summary>
    public LakeDirectory Model(string table, string frontMatter, string sql) =>
        Write($"models/{table.Replace('.', '/')}.sql", $"/* tarn\n{frontMatter}\n*/\n{sql}\n");

    public Task<LakeDefinition> LoadAsync(string? environment = null) =>
        new LakeLoader(Analyzer, []).LoadAsync(Path, environment, TestContext.Current.CancellationToken);

    public async Task<IReadOnlyList<Diagnostic>> ErrorsAsync(string? environment = null) =>
        (await Assert.ThrowsAsync<DiagnosticException>(() => LoadAsync(environment))).Diagnostics;

    /// <summary>All errors as the user sees them, a blank line between two.</summary>
    public async Task<string> ErrorTextAsync(string? environment = null) =>
        string.Join("\n\n", (await ErrorsAsync(environment)).Select(DiagnosticText.Format));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
