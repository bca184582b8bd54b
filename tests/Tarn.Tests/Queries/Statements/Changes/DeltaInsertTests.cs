using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Queries.Statements.Changes;

/// <summary>INSERT INTO Delta tables.</summary>
public sealed class DeltaInsertTests : IAsyncLifetime
{
    private readonly ChangeLake _lake = new();

    public async ValueTask InitializeAsync() =>
        await _lake.MakeAsync("SELECT 1 AS id, 'a' AS name, CAST(10 AS TINYINT) AS n", ["name"]);

    public ValueTask DisposeAsync()
    {
        _lake.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("INSERT INTO curated.t SELECT 2, 'b', 20", 1, "2|b|20")]
    [InlineData("INSERT INTO curated.t (n, id) VALUES (7 / 2, 2), (NULL, 3);", 2, "2|null|3", "3|null|null")]
    [InlineData("INSERT INTO curated.t SELECT id + 1, name || 'b', n FROM curated.t", 1, "2|ab|10")]
    [InlineData("INSERT INTO curated.t SELECT * FROM curated.t WHERE false", 0)]
    public async Task Rows_are_added(string sql, int count, params string[] rows)
    {
        Assert.Equal(count, await _lake.ChangeAsync(sql));

        string[] expected = ["1|a|10", .. rows];
        Assert.Equal(expected, await _lake.RowsAsync());
    }

    [Theory]
    [InlineData("INSERT INTO curated.t SELECT 1", 12, "TYPE_MISMATCH: 3 columns")]
    [InlineData("INSERT INTO curated.t (id, x) SELECT 1, 2", 12, "COLUMN_NOT_FOUND")]
    [InlineData("INSERT INTO curated.t (id, id) SELECT 1, 2", 12, "more than once")]
    [InlineData("INSERT INTO curated.t SELECT 1, 'a', nn FROM curated.t", 37, "nn")]
    [InlineData("INSERT INTO curated.t SELECT 1, 'a', 1000", 12, "out of range")]
    [InlineData("INSERT INTO curated.t SELECT 1, 'a', n FROM curated.none", 44, "there is no table")]
    public async Task Errors_have_their_place_in_the_statement(string sql, int position, string message)
    {
        (TarnException error, int found) = await _lake.FailAsync(sql);

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(position, found);
        Assert.Equal(["1|a|10"], await _lake.RowsAsync());
    }
}
