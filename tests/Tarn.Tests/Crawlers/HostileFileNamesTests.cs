using System.Text;
using Tarn.Crawlers;
using Tarn.Queries;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers;

/// <summary>Files of one folder whose names mean something to somebody: SQL, patterns, shells, partitions.</summary>
public sealed class HostileFileNamesTests : IDisposable
{
    private const int Names = 300;

    private static readonly string[] Chosen =
    [
        "'", "''", "\"", "';DROP TABLE raw.t;--.csv", "' OR '1'='1", "$(reboot).csv", "`id`", "a;b", "{}", "{a,b}.csv",
        "*", "**", "*.csv", "?", "a[1].csv", "a[!b]", "[", "]", "[[]", "a\\b.csv", "\\", "a\\*.csv", "a\\[b].csv",
        "?\\", "line\nbreak.csv", "\r\n", "tab\t.csv", " ", "trailing ", "trailing.", "%", "%2F", "%00.csv", "a%20b",
        "k=v", "k=v.csv", "=", "day=2024-01-01", "é", "e\u0301", "中文.csv", "\u202Evsc.exe", "😀.csv", "\u200B",
        "-", "--help", "~", "~root", "file:", "s3:", "http:?x", "a#b", "a?b=c&d", "CON", "NUL.csv", "x.csv.exe",
        "x.parquet", "x.json", "x.log", "1", "007.csv", "null", "a.b.c.d", "..a", "@", "!", "^", "|", "<>", "a:b",
    ];

    private readonly CrawlRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Rows_of_each_come_out_right_or_the_file_is_named()
    {
        string[] names = [.. MakeNames(new Random(TestSeed.Read()))];
        for (int i = 0; i < names.Length; i++)
        {
            _rig.Drop($"t/{names[i]}", $"id,n\n{i},{i * 2}\n");
        }

        CrawlReport report = await _rig.CrawlAsync();
        HashSet<string> found = [];
        foreach (CrawledTable table in report.Tables)
        {
            found.UnionWith(await _rig.QueryAsync($"SELECT id, n FROM {table.Name}"));
        }

        Assert.Equal(Names, names.Length);
        Assert.All(names.Select((name, i) => (Name: name, Row: $"{i}|{i * 2}")), file =>
        {
            bool isNamed = report.Junk.Any(junk => junk.Key == $"t/{file.Name}");
            Assert.True(found.Contains(file.Row) != isNamed, $"'{file.Name}': named {isNamed}");
        });
        Assert.All(report.Junk, junk => Assert.Contains('\\', junk.Key));
        Assert.All((await _rig.CrawlAsync()).Tables, table => Assert.Equal(TableOutcome.Unchanged, table.Outcome));
    }

    [Fact]
    public async Task Junk_whose_name_is_a_pattern_hides_no_other_file()
    {
        _rig.Drop("t/a.csv", "id,n\n1,2\n");
        _rig.Drop("t/b.csv", "id,n\n3,4\n");
        _rig.Drop("t/*.csv", [0, 1, 2, 3]);
        _rig.Drop("t/?.csv", [0, 1, 2, 3]);
        _rig.Drop("t/\\b.csv", [0, 1, 2, 3]);

        CrawlReport report = await _rig.CrawlAsync();

        Assert.Equal(3, report.JunkCount);
        Assert.Equal(["4"], await _rig.QueryAsync($"SELECT sum(id) FROM {Assert.Single(report.Tables).Name}"));
    }

    [Fact]
    public async Task A_file_that_came_after_the_crawl_and_cannot_be_named_to_the_engine_is_said_to_be_missing()
    {
        _rig.Drop("t/a.csv", "id,n\n1,2\n");
        _rig.Drop("t/b.csv", "id,n\n3,4\n");
        await _rig.CrawlAsync();
        _rig.Drop("t/\\*.csv", "id,n\n5,6\n");

        string[] unreadable = await _rig.WithAsync(async host =>
        {
            await using QueryExecution query = await host.Queries.RunAsync(
                "SELECT * FROM raw.t", new Dictionary<string, object?>(), TestContext.Current.CancellationToken);
            QueryOmissions omissions = await query.OmissionsAsync(TestContext.Current.CancellationToken);
            return omissions.Files.Select(file => file.Key).ToArray();
        });

        Assert.Equal(["t/\\*.csv"], unreadable);
    }

    [Fact]
    public async Task Hidden_names_are_passed_over()
    {
        foreach (string name in new[] { ".a.csv", "_a.csv", "...", "_SUCCESS" })
        {
            _rig.Drop($"t/{name}", "id,n\n1,2\n");
        }

        Assert.Equal(0, (await _rig.CrawlAsync()).ObjectsListed);
    }

    /// <summary>The chosen ones, one of 255 bytes, and mixtures of what is dangerous.</summary>
    private static HashSet<string> MakeNames(Random random)
    {
        HashSet<string> names = [.. Chosen.Where(name => !name.StartsWith('.')), new string('x', 251) + ".csv"];
        while (names.Count < Names)
        {
            StringBuilder name = new();
            for (int parts = random.Next(1, 5); parts > 0; parts--)
            {
                name.Append(Chosen[random.Next(Chosen.Length)]);
            }

            string text = name.ToString();
            if (text[0] is not ('.' or '_') && Encoding.UTF8.GetByteCount(text) <= 255)
            {
                names.Add(text);
            }
        }

        return names;
    }
}
