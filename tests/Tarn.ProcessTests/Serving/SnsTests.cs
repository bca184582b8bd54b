using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>
/// SNS with boto3 and the AWS CLI, against a lake that may send to this machine; <see cref="TerraformTests"/> has
/// Terraform's.
/// </summary>
public sealed class SnsTests(NotifyingLake lake) : IClassFixture<NotifyingLake>
{
    [Fact]
    public async Task The_script_runs_to_its_end()
    {
        ClientResult result = await lake.RunAsync(
            ClientProgram.Python,
            Path.Combine(AppContext.BaseDirectory, "Serving", "Scripts", "Sns", "sns_topics.py"),
            lake.Endpoint);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("done\n", result.Output);
    }

    [Fact]
    public async Task The_cli_makes_a_topic_and_publishes_to_it()
    {
        string arn = (await AwsAsync("create-topic", "--name", "cli", "--query", "TopicArn")).Trim();

        string id = await AwsAsync("publish", "--topic-arn", arn, "--message", "hello", "--query", "MessageId");
        string listed = await AwsAsync("list-topics", "--query", "Topics[].TopicArn");

        Assert.Equal(36, id.Trim().Length);
        Assert.Contains(arn, listed, StringComparison.Ordinal);
        await AwsAsync("delete-topic", "--topic-arn", arn);
    }

    private async Task<string> AwsAsync(params string[] arguments)
    {
        ClientResult result = await lake.RunAsync(
            ClientProgram.AwsCli, ["--endpoint-url", lake.Endpoint, "--output", "text", "sns", .. arguments]);
        Assert.True(result.ExitCode == 0, $"aws sns {string.Join(' ', arguments)}: {result.Errors}");
        return result.Output;
    }
}
