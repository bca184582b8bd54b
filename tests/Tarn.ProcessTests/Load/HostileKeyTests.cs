using System.Text;
using Tarn.ProcessTests.Serving;
using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Load;

/// <summary>Keys that want out of their bucket, over the wire as they are.</summary>
public sealed class HostileKeyTests(ServedLake lake) : IClassFixture<ServedLake>
{
    private const string Secret = "the canary";

    /// <summary>As they stand in the request line, behind the bucket.</summary>
    public static TheoryData<string> Keys { get; } =
    [
        "../outside", "../../outside", "%2e%2e/outside", "%2E%2E%2Foutside", "..%2f..%2foutside", "..%5c..%5coutside",
        "a/../../outside", "a/./b", "./a", "/etc/outside", "//outside", "a//b", "a/", "a/b/", "%2Fetc%2Foutside",
        "a%5Cb", "C:%5Coutside", "a%0Ab", "%7f", "a%20", "%20", "%2e", "%2e%2e", "...", ".tarn/x",
        ".tarn-incoming/x", ".tarn-attributes/x", ".tarn-keys/x", "x.tmp", "%C3%A9", "e%CC%81", "%F0%9F%98%80",
        "%EF%BF%BE", "a%252F..%252Foutside", "~root", "$HOME", "a%2A%3F", "con", "nul.txt", "%25", "%2525",
        new string('k', 1024), new string('s', 255) + "/" + new string('t', 255),
        string.Concat(Enumerable.Repeat("d/", 300)) + "e",
    ];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task It_comes_back_and_nothing_outside_of_the_bucket_is_written(string key)
    {
        string[] before = Outside();
        byte[] content = Encoding.UTF8.GetBytes(key);

        string put = await SendAsync("PUT", $"/raw/{key}", content);
        string get = await SendAsync("GET", $"/raw/{key}", []);

        Assert.StartsWith("HTTP/1.1 200 ", put, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", get, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n" + key, get, StringComparison.Ordinal);
        Assert.Equal(before, Outside());
        Assert.StartsWith("HTTP/1.1 204 ", await SendAsync("DELETE", $"/raw/{key}", []), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", await SendAsync("GET", $"/raw/{key}", []), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("a%00b")]
    [InlineData("%FF")]
    [InlineData("a/%C3")]
    public async Task What_is_no_text_is_refused(string key) => await ExpectRefusedAsync(key);

    [Theory]
    [InlineData(1025)]
    [InlineData(5000)]
    public async Task A_key_that_is_too_long_is_refused(int length) =>
        await ExpectRefusedAsync(new string('k', length));

    [Fact]
    public async Task An_object_and_objects_below_it_are_different_things()
    {
        foreach (string key in new[] { "twin", "twin/below", "twin/below/it", "%C3%BC", "u%CC%88" })
        {
            await SendAsync("PUT", $"/raw/{key}", Encoding.UTF8.GetBytes(key));
        }

        foreach (string key in new[] { "twin", "twin/below", "twin/below/it", "%C3%BC", "u%CC%88" })
        {
            string get = await SendAsync("GET", $"/raw/{key}", []);
            Assert.EndsWith("\r\n\r\n" + key, get, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PUT", "/raw/link/new")]
    [InlineData("PUT", "/raw/link/secret")]
    [InlineData("DELETE", "/raw/link/secret")]
    [InlineData("GET", "/raw/link/secret")]
    [InlineData("GET", "/raw/file-link")]
    [InlineData("GET", "/raw?list-type=2&prefix=link")]
    public async Task A_link_out_of_the_bucket_leads_nowhere(string method, string target)
    {
        using TemporaryDirectory outside = new();
        string secret = outside.Sub("secret");
        await File.WriteAllTextAsync(secret, Secret, TestContext.Current.CancellationToken);
        string bucket = Path.Combine(lake.Lake.Directory, "data", "raw");
        string[] links = [Path.Combine(bucket, "link"), Path.Combine(bucket, "file-link")];
        Directory.CreateSymbolicLink(links[0], outside.Path);
        File.CreateSymbolicLink(links[1], secret);
        try
        {
            string answer = await SendAsync(method, target, method == "PUT" ? [1] : []);

            Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
            Assert.DoesNotContain("<Key>", answer, StringComparison.Ordinal);
            Assert.Equal([secret], Directory.GetFileSystemEntries(outside.Path));
            Assert.Equal(Secret, await File.ReadAllTextAsync(secret, TestContext.Current.CancellationToken));
        }
        finally
        {
            Array.ForEach(links, File.Delete);
        }
    }

    private async Task ExpectRefusedAsync(string key)
    {
        string answer = await SendAsync("PUT", $"/raw/{key}", [1]);

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
    }

    private async Task<string> SendAsync(string method, string target, byte[] content)
    {
        RequestSigner signer = new(new Uri(lake.Endpoint).Authority, lake.Server.Key, "s3");
        StringBuilder text = new($"{method} {target} HTTP/1.1\r\nconnection: close\r\n");
        foreach ((string name, string value) in signer.Sign(method, target, content))
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        text.Append("content-length: ").Append(content.Length).Append("\r\n\r\n");
        return await RawConnection.TalkAsync(lake.Endpoint, text + Encoding.Latin1.GetString(content));
    }

    /// <summary>Files and directories of the lake and beside it, but for the bucket and the server's own.</summary>
    private string[] Outside() =>
    [
        .. Directory.GetFileSystemEntries(Path.GetDirectoryName(lake.Lake.Directory)!, "outside*"),
        .. Directory.GetFileSystemEntries("/", "outside*"),
        .. Directory.GetFileSystemEntries("/etc", "outside*"),
        .. Directory.GetFileSystemEntries(lake.Lake.Directory, "*", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/data/raw", StringComparison.Ordinal))
            .Where(path => !path.Contains("/.tarn/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];
}
