using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>The AWS SDK for JavaScript, version 3, against the server; build.sh installs it.</summary>
public sealed class JavaScriptTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const string Node = "node";

    [Theory]
    [InlineData("s3_objects.cjs")]
    [InlineData("lake.cjs")]
    [InlineData("streams.cjs")]
    public async Task The_script_runs_to_its_end(string script)
    {
        // Beside bin in artifacts, where this program is.
        string modules = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "clients", "node_modules"));
        ClientProgram.Require(Directory.Exists(modules), "the SDK for JavaScript is not installed: run build.sh");
        Dictionary<string, string> variables = new(lake.Variables) { ["NODE_PATH"] = modules };

        ClientResult result = await ClientProgram.RunAsync(
            Node,
            [Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", script), lake.Endpoint],
            variables);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("done\n", result.Output);
    }
}
