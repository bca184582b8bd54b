using Tarn.Catalog.Entries;
using Tarn.Catalog.Projection;
using Tarn.Common;
using Tarn.Engine.Parsing;
using Tarn.Tests.Catalog.External;
using Xunit;

namespace Tarn.Tests.Catalog.Projection;

public sealed class PartitionProjectionTests
{
    private static readonly DateTimeOffset Now = new(2024, 3, 15, 10, 20, 30, TimeSpan.Zero);

    [Theory]
    [InlineData("string", "type=enum values=a,b,c", "a b c")]
    [InlineData("int", "type=integer range=8,11", "8 9 10 11")]
    [InlineData("string", "type=integer range=8,11 interval=2 digits=3", "008 010")]
    [InlineData(
        "string", "type=date range=2024-02-28,2024-03-01 format=yyyy-MM-dd", "2024-02-28 2024-02-29 2024-03-01")]
    [InlineData("string", "type=date range=2024/01,2024/03 format=yyyy/MM", "2024/01 2024/02 2024/03")]
    [InlineData("string", "type=date range=2022,NOW format=yyyy", "2022 2023 2024")]
    [InlineData("string", "type=date range=NOW-2DAYS,NOW format=yyyy-MM-dd", "2024-03-13 2024-03-14 2024-03-15")]
    [InlineData(
        "string", "type=date range=NOW-2HOURS,NOW format=yyyyMMddHH interval=1 interval.unit=HOURS",
        "2024031508 2024031509 2024031510")]
    [InlineData(
        "date", "type=date range=20240301,20240315 format=yyyyMMdd interval=1 interval.unit=WEEKS",
        "2024-03-01 2024-03-08 2024-03-15")]
    public void Values_follow_from_the_properties(string type, string properties, string expected)
    {
        PartitionProjection projection = PartitionProjection.Of(Table(type, properties), Now)!;

        Assert.Equal(
            expected.Split(' '), projection.Find([]).Select(partition => partition.Values.Single()));
    }

    [Theory]
    [InlineData("type=enum", "projection.k.values' is missing")]
    [InlineData("values=a", "projection.k.type' is missing")]
    [InlineData("type=list", "projection.k.type' is 'list'")]
    [InlineData("type=integer range=9,1", "projection.k.range' is '9,1'")]
    [InlineData("type=integer range=1,9 interval=0", "projection.k.interval' is '0'")]
    [InlineData("type=integer range=1,99999999999", "at most 1000000 values")]
    [InlineData("type=date range=NOW,NOW format=yyyy-MM-dd'T'HH", "projection.k.interval.unit' is missing")]
    [InlineData("type=date range=yesterday,NOW format=yyyy-MM-dd", "projection.k.range' is 'yesterday'")]
    [InlineData("type=date range=NOW,NOW+1DECADE format=yyyy-MM-dd", "projection.k.range' is 'DECADE'")]
    [InlineData("type=date range=2024-01-01,NOW format=YYYY-ww", "projection.k.format' is 'YYYY-ww'")]
    public void A_property_that_is_wrong_is_named(string properties, string message)
    {
        TarnException error = Assert.Throws<TarnException>(
            () => PartitionProjection.Of(Table("string", properties), Now));

        Assert.Equal(ErrorCodes.BadEntry, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_values_that_the_query_wants_are_made()
    {
        PartitionProjection projection = PartitionProjection.Of(Table("int", "type=integer range=1,100"), Now)!;

        IReadOnlyList<PartitionEntry> found = projection.Find(
        [
            [new ColumnPredicate("K", PredicateOperator.LessOrEqual, [2L])],
            [new ColumnPredicate("k", PredicateOperator.In, [2L, 50L, 500L])],
        ]);

        Assert.Equal(["t/k=1/", "t/k=2/", "t/k=50/"], found.Select(partition => partition.Prefix));
    }

    [Fact]
    public void An_injected_key_takes_its_values_from_the_query()
    {
        PartitionProjection projection = PartitionProjection.Of(Table("string", "type=injected"), Now)!;

        Assert.Equal(["t/k=x/"], projection.Find([[new ColumnPredicate("k", PredicateOperator.Equal, ["x"])]])
            .Select(partition => partition.Prefix));
        TarnException error = Assert.Throws<TarnException>(() => projection.Find([]));
        Assert.Equal(ErrorCodes.StatementNotAllowed, error.Code);
    }

    [Fact]
    public void Places_follow_the_template()
    {
        TableEntry table = Table("string", "type=date range=2024/02/01,2024/02/01 format=yyyy/MM/dd");
        Dictionary<string, string> properties = table.Properties.ToDictionary();
        properties["storage.location.template"] = "s3://drops/logs/${k}/in";

        Assert.Equal("logs/2024/02/01/in/", Prefix(properties));
        properties["storage.location.template"] = "s3://other/${k}/";
        Assert.Throws<TarnException>(() => Prefix(properties));
        properties["storage.location.template"] = "s3://drops/t/";
        Assert.Throws<TarnException>(() => Prefix(properties));

        string Prefix(Dictionary<string, string> changed) => PartitionProjection
            .Of(table with { Properties = changed }, Now)!.Find([])[0].Prefix;
    }

    [Fact]
    public void Without_the_switch_nothing_is_projected() => Assert.Null(PartitionProjection.Of(
        Table("string", "type=enum values=a") with { Properties = new Dictionary<string, string>() }, Now));

    [Fact]
    public async Task A_query_reads_projected_partitions_and_no_registered_ones()
    {
        using ExternalRig rig = new();
        foreach (int k in new[] { 1, 2, 3, 9 })
        {
            rig.Drop($"t/k={k}/a.jsonl", $$"""{"id": {{k * 10}}}""");
        }

        await rig.CreateAsync(
            Table("int", "type=integer range=1,5") with { Columns = [new ColumnEntry("id", "int")] },
            new PartitionEntry(["9"], "t/k=9/"));

        Assert.Equal(
            ["10|1", "20|2", "30|3"], await rig.Lake.QueryAsync("SELECT id, k FROM raw.t ORDER BY id"));
        Assert.Equal(["20"], await rig.Lake.QueryAsync("SELECT id FROM raw.t WHERE k = 2"));
    }

    private static TableEntry Table(string type, string properties)
    {
        TableEntry table = ExternalRig.Table(DataFormat.JsonLines, [], new ColumnEntry("k", type));
        Dictionary<string, string> all = properties.Split(' ')
            .Select(text => text.Split('=', 2))
            .ToDictionary(pair => $"projection.k.{pair[0]}", pair => pair[1]);
        all["projection.enabled"] = "true";
        return table with { Properties = all };
    }
}
