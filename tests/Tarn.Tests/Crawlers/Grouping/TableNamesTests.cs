using Tarn.Catalog.Entries;
using Tarn.Common;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Inference;
using Xunit;

namespace Tarn.Tests.Crawlers.Grouping;

public sealed class TableNamesTests
{
    [Theory]
    [InlineData("Orders", "orders")]
    [InlineData("2024 Sales-EU", "_2024_sales_eu")]
    [InlineData("größe", "gr__e")]
    [InlineData("'; DROP TABLE x", "___drop_table_x")]
    [InlineData("", "_")]
    [InlineData("x__quarantine", "x__quarantine_")]
    public void Names_follow_the_rules_of_Glue(string text, string name)
    {
        Assert.Equal(name, TableNames.Clean(text));
        Assert.True(TableName.TryParse($"raw.{name}", out _));
    }

    [Fact]
    public void A_name_that_is_taken_gets_a_hash_of_the_place()
    {
        TableNames names = new("raw", "p_", name => name.Table == "p_users");

        Assert.Equal("raw.p_orders", names.Give(Plan("a/", "orders")).ToString());
        string second = names.Give(Plan("b/", "Orders")).ToString();
        Assert.Matches("^raw\\.p_orders_[0-9a-f]{8}$", second);
        Assert.Matches("^raw\\.p_users_[0-9a-f]{8}$", names.Give(Plan("c/", "users")).ToString());
        Assert.Equal(second, Other().ToString());

        static TableName Other()
        {
            TableNames again = new("raw", "p_", _ => false);
            again.Keep(new TableName("raw", "p_orders"));
            return again.Give(Plan("b/", "Orders"));
        }
    }

    private static TablePlan Plan(string prefix, string name) => new()
    {
        Bucket = "raw",
        Prefix = prefix,
        BaseName = name,
        Schema = new FileSchema { Format = DataFormat.Parquet, Columns = [] },
    };
}
