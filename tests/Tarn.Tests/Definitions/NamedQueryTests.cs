using Tarn.Common;
using Tarn.Queries;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class NamedQueryTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_query_knows_where_its_SQL_stands()
    {
        _lake.Write("queries/top_zones.yaml", """
            kind: query
            description: Zones by fare
            sql: |
              SELECT *
              FROM raw.trips
              WHERE fare_amount > :min
            """);

        NamedQuery query = Assert.Single((await _lake.LoadAsync()).Queries);

        Assert.Equal(("top_zones", "Zones by fare"), (query.Name, query.Description));
        Assert.Equal("SELECT *\nFROM raw.trips\nWHERE fare_amount > :min", query.Sql);
        Assert.Equal(new SourceLocation("queries/top_zones.yaml", 4, 3), query.SqlStart);
        int offset = query.Sql.IndexOf("fare_amount", StringComparison.Ordinal);
        Assert.Equal(new SourceLocation("queries/top_zones.yaml", 6, 9, 11), query.Source.Locate(offset));
    }

    [Theory]
    [InlineData("sql: |\n  SELECT 1\n  FROM raw.x\n", "3:8")]
    [InlineData("sql: |\n\n      SELECT 1\n      FROM raw.x\n", "4:12")]
    [InlineData("sql: |2-\n    SELECT 1\n    FROM raw.x\n", "3:10")]
    [InlineData("sql: |  # why\n  SELECT 1\r\n  FROM raw.x\r\n", "3:8")]
    [InlineData("sql: SELECT 1 FROM raw.x\n", "1:20")]
    [InlineData("sql: 'SELECT 1 FROM raw.x'\n", "1:21")]
    public async Task Offsets_map_to_the_file_for_every_way_to_write_SQL(string yaml, string place)
    {
        _lake.Write("queries/q.yaml", yaml + "kind: query\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal(("unknown table 'raw.x'", $"queries/q.yaml:{place}"), (error.Message, error.Location!.ToString()));
    }

    [Fact]
    public async Task A_query_may_read_quarantined_rows()
    {
        _lake.Write("queries/bad.yaml", "kind: query\nsql: SELECT * FROM raw.trips__quarantine;\n");

        Assert.Equal("SELECT * FROM raw.trips__quarantine", Assert.Single((await _lake.LoadAsync()).Queries).Sql);
    }

    [Theory]
    [InlineData("sql: SELECT 1\n", "TN2005", "query 'q' has no 'kind'")]
    [InlineData("kind: model\nsql: SELECT 1\n", "TN2006", "kind is 'model', which is none of its values")]
    [InlineData("kind: query\n", "TN2005", "query 'q' has no 'sql'")]
    [InlineData("kind: query\nsql: [a]\n", "TN2006", "'sql' must be SQL text, found a list")]
    [InlineData("kind: query\nsql: SELECT 1\ntags: [a]\n", "TN2004", "unknown key 'tags'")]
    [InlineData("kind: query\nsql: >\n  SELECT\n  1\n", "TN2006", "sql over several lines must be a '|' block")]
    [InlineData("kind: query\nsql: SELECT\n  1\n", "TN2006", "sql over several lines must be a '|' block")]
    public async Task Bad_query_files_are_named(string yaml, string code, string message)
    {
        _lake.Write("queries/q.yaml", yaml);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((code, message), (error.Code, error.Message));
    }
}
