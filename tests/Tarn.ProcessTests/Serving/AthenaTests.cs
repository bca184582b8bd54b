using System.Text.Json;
using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>Athena for boto3 and the AWS CLI.</summary>
public sealed class AthenaTests(ServedLake lake) : IClassFixture<ServedLake>
{
    [Theory]
    [InlineData("athena_queries.py")]
    [InlineData("athena_failures.py")]
    [InlineData("athena_catalog.py")]
    [InlineData("athena_many.py")]
    [InlineData("athena_prepared.py")]
    public async Task The_script_runs_to_its_end(string script)
    {
        ClientResult result = await lake.RunAsync(
            ClientProgram.Python,
            Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", script),
            lake.Endpoint);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("done\n", result.Output);
    }

    [Fact]
    public async Task The_command_line_runs_a_query_and_copies_its_result()
    {
        string id = await AwsAsync(
            "athena", "start-query-execution", "--query-string", "SELECT 'x' AS letter, 2 AS number",
            "--query", "QueryExecutionId", "--output", "text");
        while (await StateAsync(id) is "QUEUED" or "RUNNING")
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        string location = await AwsAsync(
            "athena", "get-query-execution", "--query-execution-id", id,
            "--query", "QueryExecution.ResultConfiguration.OutputLocation", "--output", "text");
        string copied = await AwsAsync("s3", "cp", location, "-");
        using JsonDocument results = JsonDocument.Parse(
            await AwsAsync("athena", "get-query-results", "--query-execution-id", id, "--output", "json"));

        Assert.Equal("SUCCEEDED", await StateAsync(id));
        Assert.Equal("\"letter\",\"number\"\n\"x\",\"2\"", copied);
        Assert.Equal(2, results.RootElement.GetProperty("ResultSet").GetProperty("Rows").GetArrayLength());
    }

    private Task<string> StateAsync(string id) => AwsAsync(
        "athena", "get-query-execution", "--query-execution-id", id,
        "--query", "QueryExecution.Status.State", "--output", "text");

    private async Task<string> AwsAsync(params string[] arguments)
    {
        ClientResult result = await lake.RunAsync(
            ClientProgram.AwsCli, ["--endpoint-url", lake.Endpoint, .. arguments]);
        Assert.True(result.ExitCode == 0, $"aws {string.Join(' ', arguments)}: {result.Errors}");
        return result.Output.TrimEnd('\n');
    }
}
