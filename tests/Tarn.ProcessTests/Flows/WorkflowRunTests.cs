using Tarn.ProcessTests.Serving;
using Xunit;

namespace Tarn.ProcessTests.Flows;

/// <summary>boto3 runs workflows, stops them and takes them up again; triggers fire by what happens.</summary>
public sealed class WorkflowRunTests(FlowLake lake) : IClassFixture<FlowLake>
{
    private static readonly string Script = Path.Combine(
        AppContext.BaseDirectory, "Serving", "Scripts", "Flows", "workflow_runs.py");

    [Fact]
    public async Task The_script_runs_to_its_end()
    {
        ClientResult result = await lake.RunAsync(ClientProgram.Python, Script, lake.Endpoint);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("done\n", result.Output);
    }
}
