using Tarn.Catalog.Entries;
using Tarn.Catalog.Types;
using Tarn.Crawlers;
using Tarn.Crawlers.Grouping;
using Tarn.Crawlers.Inference;
using Xunit;

namespace Tarn.Tests.Crawlers.Grouping;

public sealed class TableFinderTests
{
    private static readonly FileSchema Orders = Csv("order_id", "customer_id", "amount", "at");
    private static readonly FileSchema Users = Csv("user_id", "name");
    private static readonly FileSchema Events = Orders with { Format = DataFormat.JsonLines, Csv = null };

    [Fact]
    public void A_folder_is_a_table_of_its_files() =>
        Assert.Equal(["orders/: orders"], Find([("orders/a.csv", Orders), ("orders/b.csv", Orders)]));

    [Fact]
    public void Named_folders_are_tables_although_they_are_alike() => Assert.Equal(
        ["eu/: eu", "us/: us"], Find([("eu/a.csv", Orders), ("us/a.csv", Orders)]));

    [Fact]
    public void Folders_side_by_side_are_one_table_when_the_grouping_says_so() => Assert.Equal(
        ["all/: all by partition_0 string (eu, us)"],
        Find([("all/eu/a.csv", Orders), ("all/us/a.csv", Orders)], TableGrouping.Similar));

    [Fact]
    public void Folders_that_differ_stay_apart_even_then() => Assert.Equal(
        ["all/eu/: eu", "all/us/: us"],
        Find([("all/eu/a.csv", Orders), ("all/us/a.csv", Users)], TableGrouping.Similar));

    [Fact]
    public void All_files_of_a_format_may_be_combined() => Assert.Equal(
        ["data: data by partition_0 string (a, b)"],
        Find([("a/x.csv", Orders), ("b/y.csv", Users)], TableGrouping.Combine));

    [Fact]
    public void Tables_may_be_at_a_level() => Assert.Equal(
        ["orders/: orders by partition_0 string, partition_1 int (eu/2024, us/2024)", "users/: users"],
        Find(
            [("orders/eu/2024/a.csv", Orders), ("orders/us/2024/a.csv", Orders), ("users/u.csv", Users)],
            level: 1));

    [Fact]
    public void Hive_folders_are_partitions_with_types() => Assert.Equal(
        ["e/: e by year int, month string, day date (2024/01/2024-01-05, 2024/02/2024-02-01)"],
        Find([
            ("e/year=2024/month=01/day=2024-01-05/a.csv", Orders),
            ("e/year=2024/month=01/day=2024-01-05/b.csv", Orders),
            ("e/year=2024/month=02/day=2024-02-01/a.csv", Orders),
        ]));

    [Fact]
    public void The_default_partition_is_null_and_values_are_unescaped() => Assert.Equal(
        ["e/: e by k string (null, a b/c)"],
        Find([("e/k=__HIVE_DEFAULT_PARTITION__/a.csv", Orders), ("e/k=a%20b%2Fc/a.csv", Orders)]));

    [Fact]
    public void Folders_of_digits_are_partitions_without_a_name() => Assert.Equal(
        ["e/: e by partition_0 int, partition_1 string (2024/01, 2024/02)"],
        Find([("e/2024/01/a.csv", Orders), ("e/2024/02/a.csv", Orders)]));

    [Fact]
    public void What_lies_deeper_than_all_partitions_belongs_to_one() => Assert.Equal(
        ["e/: e by d int (1, 2)"], Find([("e/d=1/a.csv", Orders), ("e/d=2/part/b.csv", Orders)]));

    [Fact]
    public void Formats_in_one_folder_are_tables_told_by_suffix() => Assert.Equal(
        ["e/: e_csv by d int (1) only .csv", "e/: e_json by d int (1) only .json"],
        Find([("e/d=1/a.csv", Orders), ("e/d=1/a.json", Events)]));

    [Fact]
    public void Files_that_differ_are_tables_of_their_own() => Assert.Equal(
        ["db/orders.csv: orders", "db/users.csv: users"],
        Find([("db/orders.csv", Orders), ("db/users.csv", Users)]));

    [Fact]
    public void Files_alike_among_others_are_told_by_their_names() => Assert.Equal(
        ["db/: orders without **/users.csv", "db/users.csv: users"],
        Find([("db/orders_2024-01.csv", Orders), ("db/orders_2024-02.csv", Orders), ("db/users.csv", Users)]));

    [Fact]
    public void Junk_beside_files_is_excluded() => Assert.Equal(
        ["e/: e without broken.csv", "f/: f only .csv"],
        Find([
            ("e/a.csv", Orders), ("e/b.csv", Orders), ("e/broken.csv", null), ("f/a.csv", Orders), ("f/readme", null),
        ]));

    [Fact]
    public void Files_beside_folders_leave_the_folders_out() => Assert.Equal(
        ["e/: e without */**", "e/sub/: sub"],
        Find([("e/a.csv", Orders), ("e/b.csv", Orders), ("e/sub/c.csv", Users)]));

    [Fact]
    public void Drift_in_partitions_is_one_table()
    {
        (IReadOnlyList<TablePlan> tables, _) = new TableFinder(new CrawlTarget("data", ""), TableGrouping.Folders, null)
            .Find([Item("e/d=1/a.csv", Users), Item("e/d=2/a.csv", Orders)]);

        Assert.Equal(6, Assert.Single(tables).Schema.Columns.Count);
    }

    private static string[] Find(
        (string Key, FileSchema? Schema)[] files, TableGrouping grouping = TableGrouping.Folders, int? level = null)
    {
        (IReadOnlyList<TablePlan> tables, IReadOnlyList<CrawledObject> junk) =
            new TableFinder(new CrawlTarget("data", ""), grouping, level)
                .Find(files.Select(file => Item(file.Key, file.Schema)));
        Assert.Empty(junk);
        return [.. tables.Select(Spell).Order(StringComparer.Ordinal)];
    }

    private static string Spell(TablePlan plan)
    {
        string keys = string.Join(", ", plan.PartitionKeys.Select(key => $"{key.Name} {key.Type}"));
        string values = string.Join(
            ", ", plan.Partitions.Select(part => string.Join('/', part.Values.Select(value => value ?? "null"))));
        string partitions = keys.Length == 0 ? "" : $" by {keys} ({values})";
        string suffixes = plan.Suffixes.Count == 0 ? "" : $" only {string.Join(' ', plan.Suffixes)}";
        string exclusions = plan.Exclusions.Count == 0 ? "" : $" without {string.Join(' ', plan.Exclusions)}";
        string place = plan.Prefix.Length == 0 ? plan.Bucket : plan.Prefix;
        return $"{place}: {plan.BaseName}{partitions}{suffixes}{exclusions}";
    }

    private static CrawledObject Item(string key, FileSchema? schema) =>
        new(key, 10, "1") { Schema = schema, Junk = schema is null ? "broken" : null };

    private static FileSchema Csv(params string[] columns) => new()
    {
        Format = DataFormat.Csv,
        Csv = new DelimitedFormat(),
        IsAscii = true,
        Columns = [.. columns.Select(name => new SchemaColumn(name, HiveType.Int))],
    };
}
