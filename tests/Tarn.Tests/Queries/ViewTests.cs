using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries;

public sealed class ViewTests : IDisposable
{
    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: views
            zones: {raw: , staging: , curated: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint, day: date}
            """,
    };

    public void Dispose() => _lake.Dispose();

    /// <summary>A condition on one place that names a table must not prune the files that a view reads of it.</summary>
    [Theory]
    [InlineData("curated.all_events", "staging.events WHERE day = '2024-02-01'", "4|1")]
    [InlineData("staging.events WHERE day = '2024-02-01'", "curated.all_events", "1|4")]
    [InlineData("curated.over_it WHERE day = '2024-02-01'", "staging.events", "1|4")]
    public async Task A_view_and_its_table_in_one_statement_each_have_all_their_rows(
        string first, string second, string expected)
    {
        _lake.WriteModel(
            "staging.events", "materialized: table\npartition_by: [day]", "SELECT id, day FROM raw.events");
        _lake.WriteModel("curated.all_events", "materialized: view", "SELECT * FROM staging.events");
        _lake.WriteModel("curated.over_it", "materialized: view", "SELECT day, id FROM curated.all_events");
        _lake.Write("data/raw/events/a.csv", "id,day\n1,2024-02-01\n2,2024-02-02\n3,2024-02-03\n4,2024-02-03\n");
        await _lake.RunAsync();

        Assert.Equal([expected], await _lake.QueryAsync(
            $"SELECT (SELECT count(*) FROM {first}), (SELECT count(*) FROM {second})"));
    }
}
