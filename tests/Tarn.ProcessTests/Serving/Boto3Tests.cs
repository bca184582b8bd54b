using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>
/// boto3 against the server: a script for each thing that people do with it. <see cref="AthenaTests"/> has Athena's,
/// <see cref="HonestRequestTests"/> those that count, <see cref="LifecycleTests"/> the one that needs the lake between
/// its parts.
/// </summary>
public sealed class Boto3Tests(ServedLake lake) : IClassFixture<ServedLake>
{
    private static readonly string[] OfOthers = ["athena_", "encrypted_", "honest_", "lifecycle_"];

    public static TheoryData<string> Scripts { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts"), "*.py")
            .Select(path => Path.GetFileName(path))
            .Where(name => !OfOthers.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task The_script_runs_to_its_end(string script)
    {
        ClientResult result = await lake.RunAsync(
            ClientProgram.Python,
            Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", script),
            lake.Endpoint);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("done\n", result.Output);
    }
}
