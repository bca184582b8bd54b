using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Queries;

/// <summary>Tables with more files than a statement should spell out.</summary>
public sealed class ManyFilesTests : IDisposable
{
    private const int Days = 150;

    private readonly LakeRig _lake = new()
    {
        LakeYaml = """
            version: 1
            name: many
            zones: {raw: , staging: , curated: }
            tables:
              raw.events:
                files: events/*.csv
                columns: {id: bigint, day: bigint}
            """,
    };

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task All_files_are_read_wherever_the_statement_names_them()
    {
        _lake.WriteModel("staging.events", "partition_by: [day]", "SELECT id, day FROM raw.events");
        _lake.WriteModel("staging.others", "partition_by: [day]", "SELECT id, day FROM raw.events");
        _lake.WriteModel(
            "curated.late_events", "materialized: view", "SELECT id, day FROM staging.events WHERE day >= 100");
        IEnumerable<string> rows = Enumerable.Range(0, 2 * Days).Select(id => $"{id},{id % Days}\n");
        _lake.Write("data/raw/events/a.csv", "id,day\n" + string.Concat(rows));
        await _lake.RunAsync();

        (string Sql, string Expected)[] statements =
        [
            ("SELECT count(*), sum(id), count(DISTINCT day) FROM staging.events", "300|44850|150"),
            ("SELECT count(*), max(day) FROM staging.events WHERE day < 120", "240|119"),
            ("SELECT count(*) FROM staging.events a JOIN staging.others b USING (id, day)", "300"),
            ("SELECT count(*) FROM curated.late_events l JOIN staging.others USING (id)", "100"),
            ("SELECT count(*) FROM staging.events FOR VERSION AS OF 0 JOIN staging.events b USING (id)", "300"),
        ];
        foreach ((string sql, string expected) in statements)
        {
            Assert.Equal([expected], await _lake.QueryAsync(sql));
        }
    }
}
