using Xunit;

namespace Tarn.ProcessTests.Serving;

/// <summary>The AWS CLI of Debian against the server, used as people use it.</summary>
public sealed class AwsCliTests(ServedLake lake) : IClassFixture<ServedLake>
{
    [Fact]
    public async Task It_learns_who_it_is()
    {
        ClientResult result = await AwsAsync("sts", "get-caller-identity", "--query", "Arn", "--output", "text");

        Assert.Equal("arn:aws:iam::000000000000:root", result.Output.Trim());
    }

    [Fact]
    public async Task Zones_are_buckets()
    {
        ClientResult result = await AwsAsync("s3", "ls");

        IEnumerable<string> zones = Names(result).Where(name => !name.StartsWith("t-", StringComparison.Ordinal));
        Assert.Equal(["curated", "raw", "staging"], zones);
    }

    [Fact]
    public async Task A_file_dropped_by_hand_is_an_object()
    {
        lake.Lake.Write("data/raw/dropped/by hand.csv", "a,b\n1,2\n");

        ClientResult listed = await AwsAsync("s3", "ls", "s3://raw/dropped/");
        ClientResult read = await AwsAsync("s3", "cp", "s3://raw/dropped/by hand.csv", "-");

        Assert.EndsWith("8 by hand.csv", listed.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.Equal("a,b\n1,2\n", read.Output);
    }

    [Fact]
    public async Task A_bucket_is_made_filled_synced_and_removed()
    {
        string up = Path.Combine(lake.Lake.Directory, "up");
        string down = Path.Combine(lake.Lake.Directory, "down");
        WriteFiles(up);

        await AwsAsync("s3", "mb", "s3://t-sync");
        await AwsAsync("s3", "sync", up, "s3://t-sync/files", "--no-progress");
        ClientResult again = await AwsAsync("s3", "sync", up, "s3://t-sync/files", "--no-progress");
        await AwsAsync("s3", "sync", "s3://t-sync/files", down, "--no-progress");
        await AwsAsync("s3", "mv", "s3://t-sync/files/plain.txt", "s3://t-sync/moved.txt");
        ClientResult listed = await AwsAsync("s3", "ls", "--recursive", "s3://t-sync");
        await AwsAsync("s3", "rb", "--force", "s3://t-sync");

        Assert.Equal("", again.Output);
        Assert.Equal(Contents(up), Contents(down));
        Assert.Equal(
            ["files/deep/er/größe & co+1%.txt", "files/empty", "files/large.bin", "moved.txt"], Names(listed));
        Assert.DoesNotContain("t-sync", (await AwsAsync("s3", "ls")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_file_comes_back_as_it_was_after_an_upload_in_parts_and_a_copy()
    {
        string file = Path.Combine(lake.Lake.Directory, "large.bin");
        await File.WriteAllBytesAsync(file, Noise(30_000_000), TestContext.Current.CancellationToken);

        await AwsAsync("s3", "mb", "s3://t-large");
        await AwsAsync("s3", "cp", file, "s3://t-large/a/large.bin", "--no-progress");
        await AwsAsync("s3", "cp", "s3://t-large/a/large.bin", "s3://t-large/b/large.bin", "--no-progress");
        await AwsAsync("s3", "cp", "s3://t-large/b/large.bin", file + ".back", "--no-progress");
        ClientResult head = await AwsAsync(
            "s3api", "head-object", "--bucket", "t-large", "--key", "a/large.bin", "--query", "ETag");

        Assert.Equal(
            await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(file + ".back", TestContext.Current.CancellationToken));
        Assert.EndsWith("-4\\\"\"", head.Output.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_said_as_S3_says_it()
    {
        ClientResult key = await lake.RunAsync(
            ClientProgram.AwsCli, Endpoint("s3api", "get-object", "--bucket", "raw", "--key", "none", "/dev/null"));
        ClientResult bucket = await lake.RunAsync(
            ClientProgram.AwsCli, Endpoint("s3api", "list-objects-v2", "--bucket", "t-none"));

        Assert.Contains("(NoSuchKey)", key.Errors, StringComparison.Ordinal);
        Assert.Contains("(NoSuchBucket)", bucket.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_none_of_the_lakes_is_refused()
    {
        Dictionary<string, string> stranger = new(lake.Variables) { ["AWS_SECRET_ACCESS_KEY"] = "wrong" };

        ClientResult result = await ClientProgram.RunAsync(ClientProgram.AwsCli, Endpoint("s3", "ls"), stranger);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("SignatureDoesNotMatch", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schedule_is_made_listed_and_deleted()
    {
        const string Target = """
            {"Arn": "arn:aws:scheduler:::aws-sdk:glue:startCrawler", "RoleArn": "arn:aws:iam::000000000000:role/r",
             "Input": "{\"Name\": \"drops\"}"}
            """;

        await AwsAsync(
            "scheduler", "create-schedule", "--name", "cli", "--schedule-expression", "rate(1 days)",
            "--flexible-time-window", "Mode=OFF", "--target", Target);
        ClientResult listed = await AwsAsync(
            "scheduler", "list-schedules", "--name-prefix", "cli", "--query", "Schedules[].Name", "--output", "text");
        await AwsAsync("scheduler", "delete-schedule", "--name", "cli");

        Assert.Equal("cli", listed.Output.Trim());
    }

    private static void WriteFiles(string directory)
    {
        Directory.CreateDirectory(Path.Combine(directory, "deep", "er"));
        File.WriteAllText(Path.Combine(directory, "plain.txt"), "plain");
        File.WriteAllText(Path.Combine(directory, "empty"), "");
        File.WriteAllText(Path.Combine(directory, "deep", "er", "größe & co+1%.txt"), "deep");
        File.WriteAllBytes(Path.Combine(directory, "large.bin"), Noise(9_000_000));
    }

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(length).NextBytes(noise);
        return noise;
    }

    private static SortedDictionary<string, string> Contents(string directory) => new(
        Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(directory, path),
            path => Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path)))),
        StringComparer.Ordinal);

    /// <summary>Date, time and, of objects, size stand before the name.</summary>
    private static IEnumerable<string> Names(ClientResult listing) => listing.Output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line[19..].TrimStart())
        .Select(line => char.IsAsciiDigit(line[0]) ? line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..] : line);

    private string[] Endpoint(params string[] arguments) => ["--endpoint-url", lake.Endpoint, .. arguments];

    private async Task<ClientResult> AwsAsync(params string[] arguments)
    {
        ClientResult result = await lake.RunAsync(ClientProgram.AwsCli, Endpoint(arguments));
        Assert.True(result.ExitCode == 0, $"aws {string.Join(' ', arguments)}: {result.Errors}");
        return result;
    }
}
