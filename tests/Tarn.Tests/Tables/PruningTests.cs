using System.Text.Json.Nodes;
using Tarn.Engine.Parsing;
using Tarn.Tables;
using Xunit;
using static Tarn.Tests.Tables.TableRig;

namespace Tarn.Tests.Tables;

public sealed class PruningTests
{
    private readonly TableRig _rig = new();

    public static TheoryData<string, PredicateOperator, object?, string> Cases => new()
    {
        { "id", PredicateOperator.Equal, 5, "a" },
        { "ID", PredicateOperator.Equal, 15L, "b" },
        { "id", PredicateOperator.Equal, "15", "b" },
        { "id", PredicateOperator.Equal, "15.5", "abc" },
        { "id", PredicateOperator.Equal, 10.5m, "" },
        { "id", PredicateOperator.Equal, 10.5, "" },
        { "id", PredicateOperator.Less, 11, "a" },
        { "id", PredicateOperator.LessOrEqual, 11, "ab" },
        { "id", PredicateOperator.Less, 11.0, "ab" },
        { "id", PredicateOperator.Greater, 20, "c" },
        { "id", PredicateOperator.GreaterOrEqual, 20, "bc" },
        { "id", PredicateOperator.NotEqual, 5, "abc" },
        { "id", PredicateOperator.IsNull, null, "" },
        { "id", PredicateOperator.IsNotNull, null, "abc" },
        { "name", PredicateOperator.IsNull, null, "c" },
        { "name", PredicateOperator.IsNotNull, null, "ab" },
        { "name", PredicateOperator.NotEqual, "x", "ab" },
        { "name", PredicateOperator.Equal, "b", "a" },
        { "name", PredicateOperator.Greater, "￿", "b" },
        { "p", PredicateOperator.Equal, 1, "a" },
        { "p", PredicateOperator.NotEqual, 1, "b" },
        { "p", PredicateOperator.IsNull, null, "c" },
        { "p", PredicateOperator.IsNotNull, null, "ab" },
        { "p", PredicateOperator.Greater, 1, "b" },
        { "unknown", PredicateOperator.Equal, 1, "abc" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Files_are_kept_by(string column, PredicateOperator comparison, object? value, string kept)
    {
        await StartAsync();
        IReadOnlyList<object?> values = value is null ? [] : [value];
        Assert.Equal(kept, await PruneAsync([new ColumnPredicate(column, comparison, values)]));
    }

    [Fact]
    public async Task Conditions_of_one_place_add_up_and_places_do_not()
    {
        await StartAsync();
        ColumnPredicate low = new("id", PredicateOperator.Less, [15]);
        ColumnPredicate high = new("id", PredicateOperator.Greater, [25]);
        ColumnPredicate second = new("p", PredicateOperator.In, [2, 3]);

        Assert.Equal("b", await PruneAsync([low, second]));
        Assert.Equal("", await PruneAsync([low, high]));
        Assert.Equal("abc", await PruneAsync([low], [high]));
        Assert.Equal("abc", await PruneAsync([low, high], []));
        Assert.Equal("abc", await PruneAsync());
    }

    [Fact]
    public async Task A_timestamp_s_maximum_may_be_a_millisecond_too_small()
    {
        DataFile file = WithBounds("at", "\"2024-02-01T00:00:00.500\"", "\"2024-02-01T00:00:01.500\"");
        await _rig.CommitAsync(Write(WriteMode.Append, file) with
        {
            Fields = [new("at", "TIMESTAMP"), new("p", "INTEGER")],
        });

        DateTime largest = new(2024, 2, 1, 0, 0, 1, 500);
        Assert.Equal("f", await PruneAsync([At(PredicateOperator.GreaterOrEqual, largest.AddTicks(9_990))]));
        Assert.Equal("", await PruneAsync([At(PredicateOperator.Greater, largest.AddMilliseconds(1))]));
        Assert.Equal("f", await PruneAsync([At(PredicateOperator.GreaterOrEqual, new DateOnly(2024, 2, 1))]));
        Assert.Equal("", await PruneAsync([At(PredicateOperator.Less, "2024-02-01")]));
        Assert.Equal("f", await PruneAsync([At(PredicateOperator.Less, "yesterday")]));
    }

    [Fact]
    public async Task Maxima_of_floats_count_only_from_files_that_are_known_to_hold_no_NaN()
    {
        await _rig.CommitAsync(Write(WriteMode.Append, WithBounds("d", "1.5", "2.5")) with
        {
            Fields = [new("d", "DOUBLE"), new("p", "INTEGER")],
        });
        await _rig.PutLogAsync(
            "00000000000000000001.json",
            """
            {"add":{"path":"g","partitionValues":{"p":"1"},"size":1,"modificationTime":1,"dataChange":true,
            "stats":"{\"numRecords\":2,\"minValues\":{\"d\":1.5},\"maxValues\":{\"d\":2.5},\"nullCount\":{\"d\":0}}"}}
            """.ReplaceLineEndings(""));

        Assert.Equal("g", await PruneAsync([new ColumnPredicate("d", PredicateOperator.Greater, [3.0])]));
        Assert.Equal("", await PruneAsync([new ColumnPredicate("d", PredicateOperator.Less, [1.0])]));
        Assert.Equal("fg", await PruneAsync([new ColumnPredicate("d", PredicateOperator.LessOrEqual, [1.5m])]));
    }

    private static ColumnPredicate At(PredicateOperator comparison, object value) => new("at", comparison, [value]);

    private static DataFile WithBounds(string column, string minimum, string maximum) => File("f", "1") with
    {
        Statistics = new JsonObject
        {
            ["numRecords"] = 9L,
            ["minValues"] = new JsonObject { [column] = JsonNode.Parse(minimum) },
            ["maxValues"] = new JsonObject { [column] = JsonNode.Parse(maximum) },
            ["nullCount"] = new JsonObject { [column] = 0L },
        },
    };

    private Task<CommitResult> StartAsync() => _rig.CommitAsync(
        WriteMode.Append,
        Named("a", "1", """{"id":1,"name":"a"}""", """{"id":10,"name":"b"}""", 0),
        Named("b", "2", """{"id":11,"name":"c"}""", """{"id":20,"name":"😀"}""", 0),
        Named("c", null, """{"id":21}""", """{"id":30}""", 10));

    private static DataFile Named(string path, string? partition, string minimum, string maximum, long nulls) =>
        File(path, partition) with
        {
            Statistics = new JsonObject
            {
                ["numRecords"] = 10L,
                ["minValues"] = JsonNode.Parse(minimum),
                ["maxValues"] = JsonNode.Parse(maximum),
                ["nullCount"] = new JsonObject { ["id"] = 0L, ["name"] = nulls },
            },
        };

    private async Task<string> PruneAsync(params IReadOnlyList<ColumnPredicate>[] anyOfAllOf) => string.Concat(
        FilePruning.Prune(await _rig.LoadAsync(), anyOfAllOf).Select(file => file.Path));
}
