using Tarn.Common;
using Tarn.Sources;
using Tarn.Sources.Files;
using Tarn.Sources.Http;
using Xunit;

namespace Tarn.Tests.Definitions;

/// <summary>Sources whose data lands as objects.</summary>
public sealed class FeedFileTests : IDisposable
{
    private const string Into = "into: {bucket: raw}";

    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Everything_can_be_said_of_a_service()
    {
        _lake.Write("secret", "s\n");
        HttpSourceDefinition source = Assert.IsType<HttpSourceDefinition>(await ReadAsync("""
            kind: source
            type: http
            description: Rates of exchange
            connection:
              url: https://api.example.com/v1
              auth:
                oauth2:
                  token_url: https://login.example.com/t
                  client_id: me
                  client_secret: "${file:secret}"
                  scope: read
              headers: {X-Client: tarn}
              timeout: 5s
              retries: {max: 2, delay: 3s}
              response_max: 1MiB
            feeds:
              rates:
                into: {bucket: landing, prefix: fx/}
                path: rates?base=EUR
                records: $.data.items
                pagination: {cursor: "$.next['page token']", parameter: token}
                by: {cursor: meta.at, parameter: since, start: 2024-01-01}
                pages: 50
            """));

        HttpSettings connection = source.Connection;
        Assert.Equal("https://api.example.com/v1/", connection.BaseUrl.ToString());
        Assert.Equal(
            new HttpAuthorization.ClientCredentials(new Uri("https://login.example.com/t"), "me", "s", "read"),
            connection.Authorization);
        Assert.Equal("ClientCredentials", connection.Authorization!.ToString());
        Assert.Equal("tarn", connection.Headers["x-client"]);
        Assert.Equal((5, 2, 3, 1L << 20), (
            connection.TimeMax.TotalSeconds, connection.RetriesMax, connection.RetryDelay.TotalSeconds,
            connection.ResponseBytesMax));
        Assert.Equal(
            new HttpFeed
            {
                Name = "rates",
                Bucket = "landing",
                Prefix = "fx/",
                Place = source.Feeds[0].Place,
                Path = "rates?base=EUR",
                Records = JsonPath.TryParse("data.items")!,
                Pagination = new HttpPagination.Token(JsonPath.TryParse("next['page token']")!, "token"),
                Cursor = new HttpCursor(JsonPath.TryParse("$.meta.at")!, "since", "2024-01-01"),
                PagesMax = 50,
            },
            source.Feeds[0]);
    }

    [Fact]
    public async Task Everything_can_be_said_of_files()
    {
        FilesSourceDefinition source = Assert.IsType<FilesSourceDefinition>(await ReadAsync("""
            kind: source
            type: files
            directories: [drops, /srv/in]
            feeds:
              invoices: {into: {bucket: raw}, files: ["invoices/**/*.csv"], urls: ["https://example.com/a.csv"]}
            """));

        FilesFeed feed = Assert.IsType<FilesFeed>(source.Feeds[0]);
        Assert.Equal([Path.Combine(_lake.Path, "drops"), "/srv/in"], source.Directories);
        Assert.Equal(("invoices/", "invoices/**/*.csv", "https://example.com/a.csv"), (
            feed.Prefix, feed.Patterns.Single(), feed.Urls.Single().ToString()));
    }

    [Theory]
    [InlineData("rates: {path: rates}", "TN2005: feed 'rates' has no 'into'")]
    [InlineData($"rates: {{{Into}}}", "TN2005: feed 'rates' has no 'path'")]
    [InlineData($"rates: {{{Into}, path: 'http://other/'}}", "TN2006: path is 'http://other/'")]
    [InlineData($"Rates: {{{Into}, path: rates}}", "TN2006: 'fx.Rates' is no name of a feed")]
    [InlineData($"rates: {{{Into}, path: r, records: '$..x'}}", "TN2006: records is '$..x'")]
    [InlineData($"rates: {{{Into}, path: r, pagination: {{link: true, page: p}}}}", "TN2006: pagination has one way")]
    [InlineData($"rates: {{{Into}, path: r, by: {{cursor: at}}}}", "TN2005: by has no 'parameter'")]
    [InlineData($"rates: {{{Into}, path: r, paht: r}}", "TN2004: unknown key 'paht'")]
    public async Task What_is_wrong_with_a_feed_is_told(string feed, string expected)
    {
        _lake.Write(
            "sources/fx.yaml",
            $"kind: source\ntype: http\nconnection: {{url: \"https://example.com\"}}\nfeeds:\n  {feed}\n");

        Assert.Contains(expected, await FirstErrorAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("url: \"ftp://example.com\"", "TN2006: url is no address of a service")]
    [InlineData("url: \"https://me:pw@example.com\"", "TN2006: url is no address of a service")]
    [InlineData("url: \"https://e.com\", auth: {basic: {user: u, password: pw}}", "TN2011: password is written out")]
    [InlineData("url: \"https://e.com\", auth: {header: {name: K, value: pw}}", "TN2011: value is written out")]
    [InlineData("url: \"https://e.com\", headers: {Authorization: pw}", "TN2011: Authorization is written out")]
    public async Task What_is_wrong_with_a_connection_is_told(string connection, string expected)
    {
        _lake.Write(
            "sources/fx.yaml",
            $"kind: source\ntype: http\nconnection: {{{connection}}}\nfeeds:\n  rates: {{{Into}, path: r}}\n");

        Assert.Contains(expected, await FirstErrorAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "files: '*.csv'", "TN2006: files are read only from directories that the source lists")]
    [InlineData("[drops]", "files: '../*.csv'", "TN2006: '../*.csv' is no pattern of files below the directories")]
    [InlineData("[drops]", "files: []", "TN2006: feed 'in' copies nothing")]
    [InlineData("[data/raw]", "files: '*.csv'", "TN2006: directory 'data/raw' has the lake's own data")]
    [InlineData("['.']", "files: '*.csv'", "TN2006: directory '.' has the lake's own data")]
    public async Task What_is_wrong_with_files_is_told(string directories, string feed, string expected)
    {
        _lake.Write(
            "sources/fx.yaml",
            $"kind: source\ntype: files\ndirectories: {directories}\nfeeds:\n  in: {{{Into}, {feed}}}\n");

        Assert.Contains(expected, await FirstErrorAsync(), StringComparison.Ordinal);
    }

    private async Task<SourceDefinition> ReadAsync(string text)
    {
        _lake.Write("sources/fx.yaml", text);
        return (await _lake.LoadAsync()).Sources.Single();
    }

    private async Task<string> FirstErrorAsync()
    {
        Diagnostic error = (await _lake.ErrorsAsync())[0];
        return $"{error.Code}: {error.Message}";
    }
}
