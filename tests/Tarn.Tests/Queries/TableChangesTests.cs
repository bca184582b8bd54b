using Tarn.Common;
using Tarn.Engine.Errors;
using Tarn.Queries;
using Tarn.Testing;
using Tarn.Tests.Jobs;
using Xunit;

namespace Tarn.Tests.Queries;

/// <summary>
/// A table of one row in version 0, whose feed is on from version 1, and which gets a row in version 2 and one in
/// version 3, an hour apart.
/// </summary>
public sealed class TableChangesTests : IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly LakeRig _lake;

    public TableChangesTests() => _lake = new LakeRig
    {
        TimeProvider = _time,
        LakeYaml = """
            version: 1
            name: changes
            zones: {raw: , staging: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint}
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("table_changes('staging.events', 1)", "2,3")]
    [InlineData("table_changes('staging.events', 2, 2)", "2")]
    [InlineData("TABLE_CHANGES ( 'Staging.Events' , 1 + 1, least(2, 9) ) AS c WHERE c.id > 0", "2")]
    [InlineData("table_changes('staging.events', '3') WHERE table_changes.id > 0", "3")]
    [InlineData("table_changes('staging.events', '2024-02-01T02:00:00Z')", "3")]
    [InlineData("table_changes('staging.events', TIMESTAMP '2024-02-01 01:00:00', '2024-02-01 01:30')", "2")]
    [InlineData("table_changes('staging.events', 1) /* table_changes('x', 1) */ WHERE _commit_version = 3", "3")]
    [InlineData("table_changes('staging.events', now())", "null")]
    public async Task A_statement_reads_which_rows_changed(string from, string expected)
    {
        await FillAsync();

        Assert.Equal([expected], await _lake.QueryAsync($"SELECT string_agg(id, ',' ORDER BY id) FROM {from}"));
    }

    [Fact]
    public async Task Changes_can_be_joined_with_versions()
    {
        await FillAsync();

        Assert.Equal(["2|1", "3|2"], await _lake.QueryAsync(
            """
            SELECT c.id, (SELECT count(*) FROM staging.events FOR VERSION AS OF 2 e WHERE e.id < c.id) FROM
            table_changes('staging.events', 2) c JOIN staging.events e ON e.id = c.id
            JOIN table_changes('staging.events', 1, 3) d ON d.id = e.id ORDER BY c.id
            """));
    }

    [Theory]
    [InlineData("SELECT 1 FROM table_changes('staging.events', 0)", "TN5009", null)]
    [InlineData("SELECT 1 FROM table_changes('staging.events', 9)", "TN1003", null)]
    [InlineData("SELECT 1 FROM table_changes('staging.event', 1)", "TN2008", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes('raw.events', 1)", "TN3005", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes('staging.events', 'x')", "TN2012", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes('staging.events', NULL)", "TN2012", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes('staging.events', (SELECT 1 FROM x))", "TN2012", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes('staging.events')", "TN2007", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes(staging.events, 1)", "TN2007", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes(", "TN2007", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes('staging.events', 1, 2, 3)", "TN2007", "table_changes")]
    [InlineData("SELECT 1 FROM table_changes('staging.events', 1) WHERE nothing = 1", "TN3001", "nothing")]
    public async Task An_error_has_its_place_in_the_statement_as_written(string sql, string code, string? place)
    {
        await FillAsync();

        TarnException exception = await Assert.ThrowsAnyAsync<TarnException>(() => _lake.QueryAsync(sql));

        Assert.Equal(code, exception.Code);
        int? position = (exception as EngineException)?.Position ?? (exception as StatementException)?.Position;
        Assert.Equal(place is null ? null : sql.LastIndexOf(place, StringComparison.Ordinal), position);
    }

    private async Task FillAsync()
    {
        _lake.WriteModel(
            "staging.events", "materialized: incremental\nstrategy: append", "SELECT id FROM raw.events");
        for (int i = 1; i <= 3; i++)
        {
            _lake.Write($"data/raw/events/{i}.csv", $"id\n{i}\n");
            await _lake.RunAsync();
            if (i == 1)
            {
                await _lake.SetPropertyAsync("delta.enableChangeDataFeed", "true");
            }

            _time.Advance(TimeSpan.FromHours(1));
        }
    }
}
