using Tarn.Common;
using Tarn.Engine;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class SqlInFileTests
{
    private static readonly SourceLocation Start = new("models/a.sql", 7, 4);

    [Theory]
    [InlineData("nope", "7:11", 4)]
    [InlineData("raw.\"My Trips\"", "8:6", 14)]
    [InlineData("= 'x'", "9:9", 1)]
    [InlineData("'x'", "9:11", 3)]
    public void A_name_is_located_and_measured(string name, string place, int length)
    {
        const string text = "SELECT nope\nFROM raw.\"My Trips\"\r\nWHERE c = 'x'";

        SourceLocation found = new SqlInFile(text, Start).Locate(text.IndexOf(name, StringComparison.Ordinal));

        Assert.Equal(($"models/a.sql:{place}", length), (found.ToString(), found.Length));
    }

    [Fact]
    public void Later_lines_are_as_far_in_as_said()
    {
        SqlInFile sql = new("SELECT\n  nope", Start, indentation: 2);

        Assert.Equal("models/a.sql:8:5", sql.Locate("SELECT\n  ".Length).ToString());
        Assert.Equal("    nope", sql.LineAt("SELECT\n  ".Length));
        Assert.Equal("   SELECT", sql.LineAt(0));
    }

    [Theory]
    [InlineData(-5, "7:4")]
    [InlineData(100, "8:5")]
    public void An_offset_outside_means_the_nearest_end(int offset, string place) =>
        Assert.Equal($"models/a.sql:{place}", new SqlInFile("SELECT\n1 +\t", Start).Locate(offset).ToString());

    [Fact]
    public void A_quote_that_is_never_closed_is_marked_to_the_end_of_its_line() =>
        Assert.Equal(4, new SqlInFile("SELECT 'abc\nFROM t", Start).Locate(7).Length);
}
