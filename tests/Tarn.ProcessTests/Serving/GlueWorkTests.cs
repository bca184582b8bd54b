using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>boto3 makes crawlers, jobs, triggers and workflows, and starts and stops them while they run.</summary>
public sealed class GlueWorkTests(WorkingLake lake) : IClassFixture<WorkingLake>
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", "Glue");

    public static TheoryData<string> Scripts { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.py")
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_script_runs_to_its_end(string script)
    {
        ClientResult result = await lake.RunAsync(ClientProgram.Python, Path.Combine(Folder, script), lake.Endpoint);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("done\n", result.Output);
    }
}
