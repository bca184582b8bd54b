using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries;

/// <summary>A table of three versions, an hour apart, with one, two and three rows.</summary>
public sealed class TimeTravelTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LakeRig _lake;

    public TimeTravelTests() => _lake = new LakeRig
    {
        TimeProvider = _time,
        LakeYaml = """
            version: 1
            name: travel
            zones: {raw: , staging: , curated: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint}
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("staging.events FOR VERSION AS OF 0", "1")]
    [InlineData("staging.events FOR VERSION AS OF 1", "2")]
    [InlineData("staging.events", "3")]
    [InlineData("\"staging\".events for version as of (2 - 1) AS e", "2")]
    [InlineData("staging.events /* FOR VERSION AS OF 9 */ FOR SYSTEM_VERSION\nAS OF 0 e WHERE e.id > 0", "1")]
    [InlineData("staging.events FOR VERSION AS OF 1 WHERE events.id = 2", "1")]
    [InlineData("staging.events FOR TIMESTAMP AS OF TIMESTAMP '2024-02-01 01:30:00'", "2")]
    [InlineData("staging.events FOR TIMESTAMP AS OF (TIMESTAMP '2024-02-01 01:30:00' - INTERVAL 1 HOUR)", "1")]
    [InlineData("staging.events FOR SYSTEM_TIME AS OF '2024-02-01T02:00:00Z'", "3")]
    [InlineData("staging.events FOR TIMESTAMP AS OF now()", "3")]
    [InlineData("staging.events AT (VERSION => 1)", "2")]
    [InlineData("staging.events AT (TIMESTAMP => TIMESTAMPTZ '2024-02-01 02:30:00+01') e", "2")]
    public async Task A_statement_says_which_version_it_reads(string from, string expected)
    {
        await FillAsync();

        Assert.Equal([expected], await _lake.QueryAsync($"SELECT count(*) FROM {from}"));
    }

    [Fact]
    public async Task Versions_can_be_compared()
    {
        await FillAsync();

        Assert.Equal(["2", "3"], await _lake.QueryAsync(
            "SELECT id FROM staging.events EXCEPT SELECT id FROM staging.events FOR VERSION AS OF 0 ORDER BY id"));
    }

    [Fact]
    public async Task One_moment_can_be_said_for_all_tables_those_under_views_included()
    {
        await FillAsync();

        Assert.Equal(["2"], await _lake.QueryAsync("SELECT count(*) FROM curated.all_events", new AsOf.Version(1)));
        Assert.Equal(["1|3"], await _lake.QueryAsync(
            "SELECT (SELECT count(*) FROM staging.events), "
            + "(SELECT count(*) FROM staging.events FOR VERSION AS OF 2)",
            AsOf.TryParse("2024-02-01 00:10")));
    }

    [Theory]
    [InlineData("SELECT 1 FROM staging.events FOR VERSION AS OF 7", "TN1003", null)]
    [InlineData("SELECT 1 FROM staging.events FOR TIMESTAMP AS OF '2024-01-01'", "TN1003", null)]
    [InlineData("SELECT 1 FROM staging.event FOR VERSION AS OF 0", "TN2008", "FOR")]
    [InlineData("SELECT 1 FROM raw.events FOR VERSION AS OF 0", "TN3005", "FOR")]
    [InlineData("SELECT 1 FROM staging.events FOR VERSION AS OF 'x'", "TN2012", "FOR")]
    [InlineData("SELECT 1 FROM staging.events FOR VERSION AS OF (SELECT 1 FROM x)", "TN2012", "FOR")]
    [InlineData("SELECT 1 FROM staging.events FOR VERSION AS OF", "TN2007", "FOR")]
    [InlineData("SELECT 1 FROM staging.events FOR VERSION AS OF 0 WHERE nothing = 1", "TN3001", "nothing")]
    [InlineData("SELECT 1 FROM staging.events FOR VERSION AS OF 0 WHERE FROM", "TN2007", "FROM")]
    public async Task An_error_has_its_place_in_the_statement_as_written(string sql, string code, string? place)
    {
        await FillAsync();

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.QueryAsync(sql));

        Assert.Equal(code, exception.Code);
        int? position = (exception as EngineException)?.Position ?? (exception as StatementException)?.Position;
        Assert.Equal(place is null ? null : sql.LastIndexOf(place, StringComparison.Ordinal), position);
    }

    [Fact]
    public async Task A_version_whose_files_are_gone_is_named()
    {
        await FillAsync();
        string file = Directory.EnumerateFiles(
            Path.Combine(_lake.Directory, "data/staging/events"), "*.parquet").Order(StringComparer.Ordinal).First();
        File.Delete(file);
        TarnException? exception = null;
        for (int version = 0; version < 3; version++)
        {
            exception = await Record.ExceptionAsync(() => _lake.QueryAsync(
                "SELECT count(*) FROM staging.events", new AsOf.Version(version))) as TarnException ?? exception;
        }

        Assert.Equal(ErrorCodes.VersionGone, exception?.Code);
        Assert.Contains(Path.GetFileName(file), exception!.Message, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        _lake.WriteModel("staging.events", "materialized: table", "SELECT id FROM raw.events");
        _lake.WriteModel("curated.all_events", "materialized: view", "SELECT * FROM staging.events");
        for (int i = 1; i <= 3; i++)
        {
            _lake.Write($"data/raw/events/{i}.csv", $"id\n{i}\n");
            await _lake.RunAsync();
            _time.Advance(TimeSpan.FromHours(1));
        }
    }
}
