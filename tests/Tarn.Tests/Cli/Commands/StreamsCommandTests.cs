using Tarn.Cli;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Commands;

public sealed class StreamsCommandTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public StreamsCommandTests()
    {
        Write("lake.yaml", "version: 1\nname: x\nzones: {raw: }\n");
        Write(
            "streams/clicks.yaml",
            "kind: stream\nbucket: raw\nprefix: '!{timestamp:yyyy}/'\nschema: {type: object, required: [id]}\n");
        Write("clicks.jsonl", "{\"id\":1}\n\n{\"id\":2}\n{\"no\":3}\n");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Lines_are_put_and_delivered_when_told_to()
    {
        TestTerminal put = await RunAsync(ExitCode.Failed, "streams", "put", "clicks", "clicks.jsonl");
        Assert.Contains("clicks: 2 records are durable, 1 were refused", put.Error, StringComparison.Ordinal);
        Assert.Contains("warning[TN9002]: record 3: it has no 'id'", put.Error, StringComparison.Ordinal);
        TestTerminal listed = await RunAsync(ExitCode.Ok, "streams", "list");
        Assert.Contains("clicks\traw/!{timestamp:yyyy}/\t1\t2\t", listed.Output, StringComparison.Ordinal);

        TestTerminal flushed = await RunAsync(ExitCode.Ok, "streams", "flush");

        Assert.Contains("clicks: 2 records delivered", flushed.Error, StringComparison.Ordinal);
        string delivered = Assert.Single(
            Directory.GetFiles(_directory.Sub("data", "raw"), "clicks-1-*", SearchOption.AllDirectories));
        Assert.Equal("{\"id\":1}\n{\"id\":2}\n", await File.ReadAllTextAsync(delivered, CancellationToken.None));
    }

    [Fact]
    public async Task A_file_can_be_one_record_and_a_stream_is_described()
    {
        Write("one.json", "{\"id\":\n1}\n");

        await RunAsync(ExitCode.Ok, "streams", "put", "clicks", "one.json", "--whole");

        TestTerminal shown = await RunAsync(ExitCode.Ok, "streams", "show", "clicks", "-o", "json");
        Assert.Contains("\"defined_by\": \"streams/clicks.yaml\"", shown.Output, StringComparison.Ordinal);
        Assert.Contains("\"waiting_records\": 1", shown.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no stream 'click'", "streams", "show", "click")]
    [InlineData("did you mean 'clicks'?", "streams", "put", "click", "clicks.jsonl")]
    [InlineData("there is no file 'none'", "streams", "put", "clicks", "none")]
    public async Task What_is_not_there_is_told(string message, params string[] arguments) => Assert.Contains(
        message, (await RunAsync(ExitCode.Usage, arguments)).Error, StringComparison.Ordinal);

    private async Task<TestTerminal> RunAsync(ExitCode expected, params string[] arguments)
    {
        TestTerminal terminal = new(_directory.Path);
        ExitCode exitCode = await terminal.RunAsync(arguments);
        Assert.True(exitCode == expected, terminal.Error);
        return terminal;
    }

    private void Write(string path, string text)
    {
        string full = _directory.Sub(path.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
