using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Samples;

/// <summary>
/// Real events through lakes like the clickstream sample: those of Wikipedia, of which users without an account have
/// their address for a name, and the log of a web server.
/// </summary>
public sealed partial class RealEventLakeTests : IDisposable
{
    private const string EditsLake = """
        version: 1
        zones:
          raw: {expire_days: 30}
          curated:
        tables:
          raw.edits:
            files: [edits/**/*.gz]
            format: json
            columns:
              time: timestamp
              channel: varchar
              page: varchar
              user_name: {type: varchar, from: [user]}
              comment: varchar
              country: {type: varchar, from: [countryIsoCode]}
              is_anonymous: {type: boolean, from: [isAnonymous]}
              is_robot: {type: boolean, from: [isRobot]}
              added: bigint
        """;

    private const string EditsModel = """
        /* tarn
        materialized: incremental
        partition_by: [edit_date]
        private: {hash: [page_hash, user_hash]}
        checks:
          - sql: {name: malformed, where: _malformed IS NOT NULL, on_fail: quarantine}
        */
        SELECT
            time AS edited_at,
            time::DATE AS edit_date,
            channel,
            -- Talk pages of users without an account are called by their addresses; other titles may have them too.
            page AS page_hash,
            CASE WHEN NOT is_anonymous THEN user_name END AS user_hash,
            country,
            is_anonymous,
            is_robot,
            added,
            _malformed
        FROM raw.edits
        """;

    private const string LogLake = """
        version: 1
        zones:
          raw: {expire_days: 30}
          curated:
        tables:
          raw.access:
            files: [access/**/*.gz]
            format: lines
            columns: {line: varchar}
        """;

    private const string LogModel = """
        /* tarn
        materialized: incremental
        partition_by: [request_date]
        checks:
          - sql: {name: malformed, where: _method IS NULL, on_fail: quarantine}
          - sql: {name: exact_duplicate, where: _copy > 1, on_fail: drop}
        */
        WITH parsed AS (
            SELECT
                regexp_extract(
                    line,
                    '^\S+ \S+ \S+ \[([^\]]+)\] "([A-Z]+) (\S+) [^"]*" (\d{3}) (\d+|-) "([^"]*)" "([^"]*)"',
                    ['at', 'method', 'target', 'status', 'size', 'referrer', 'agent']) AS part,
                row_number() OVER (PARTITION BY line) AS _copy
            FROM raw.access
        )
        SELECT
            try_strptime(part.at, '%d/%b/%Y:%H:%M:%S %z') AS requested_at,
            try_strptime(part.at, '%d/%b/%Y:%H:%M:%S %z')::DATE AS request_date,
            part.method AS method,
            split_part(part.target, '?', 1) AS path,
            TRY_CAST(part.status AS INTEGER) AS status,
            TRY_CAST(part.size AS BIGINT) AS size_bytes,
            nullif(regexp_extract(part.referrer, '^https?://([^/:?#]*[a-z])', 1), '') AS referrer_host,
            regexp_matches(part.agent, '(?i)bot|spider|crawl') AS is_bot,
            nullif(part.method, '') AS _method,
            _copy
        FROM parsed
        """;

    private readonly CommandLake _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Edits_of_Wikipedia_are_all_there_and_name_nobody_by_address()
    {
        string file = RealData.Require("clickstream", "wikiticker-2015-09-12-sampled.json.gz");
        _lake.Write("lake.yaml", EditsLake);
        _lake.Write("models/curated/edits.sql", EditsModel);
        _lake.Drop(file, "data/raw/edits/year=2015/month=09/day=12/wiki-1-2015-09-12-00-00-00-0.gz");

        await _lake.RunAsync("run");

        List<JsonElement> edits = [.. ReadLines(file).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(
            $"{edits.Count}\t{edits.Sum(edit => edit.GetProperty("added").GetInt64())}\t"
                + $"{edits.Count(edit => edit.GetProperty("isAnonymous").GetBoolean())}\t"
                + $"{edits.Select(edit => edit.GetProperty("channel").GetString()).Distinct().Count()}",
            await _lake.RunAsync(
                "query",
                "SELECT count(*), sum(added), count(*) FILTER (WHERE is_anonymous AND user_hash IS NULL), "
                    + "count(DISTINCT channel) FROM curated.edits"));
        Assert.NotEqual("0", await _lake.RunAsync("query", CountOf("raw.edits")));
        Assert.Equal("0", await _lake.RunAsync("query", CountOf("curated.edits")));
    }

    [Fact]
    public async Task Lines_of_a_web_servers_log_become_columns_each_once_and_without_visitors()
    {
        string file = RealData.Require("clickstream", "apache_access_10k.log.gz");
        _lake.Write("lake.yaml", LogLake);
        _lake.Write("models/curated/requests.sql", LogModel);
        _lake.Drop(file, "data/raw/access/year=2015/month=05/day=20/access-1-2015-05-20-00-00-00-0.gz");

        await _lake.RunAsync("run");

        string[] lines = [.. ReadLines(file)];
        // One of the lines is cut off in the name of a bot.
        Match[] requests =
        [
            .. lines.Where(line => line.EndsWith('"')).Distinct()
                .Select(line => Request().Match(line))
                .Where(match => match.Success),
        ];
        Assert.Equal(
            $"{lines.Length}\t{requests.Length}\t{requests.Sum(SizeOf)}\t"
                + $"{requests.Count(match => match.Groups["status"].Value == "404")}",
            await _lake.RunAsync(
                "query",
                "SELECT (SELECT count(*) FROM raw.access), count(*), sum(size_bytes), "
                    + "count(*) FILTER (WHERE status = 404) FROM curated.requests"));
        Assert.NotEqual("0", await _lake.RunAsync("query", CountOf("raw.access")));
        Assert.Equal("0", await _lake.RunAsync("query", CountOf("curated.requests")));
    }

    private static string CountOf(string table) => $"SELECT count(*) FROM {table} t WHERE {CommandLake.HasAddress}";

    private static long SizeOf(Match request) =>
        long.TryParse(request.Groups["size"].Value, CultureInfo.InvariantCulture, out long size) ? size : 0;

    private static IEnumerable<string> ReadLines(string path)
    {
        using StreamReader reader = new(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    /// <summary>Apache's combined format, read another way than the model does.</summary>
    [GeneratedRegex("""\] "[A-Z]+ .+? HTTP/\d\.\d" (?<status>\d+) (?<size>\S+) """)]
    private static partial Regex Request();
}
