using Tarn.Catalog.Types;
using Tarn.Crawlers.Inference;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Crawlers.Inference;

public sealed class TypeMergeTests
{
    private const int Rounds = 3000;

    private static readonly HiveType[] Simple =
    [
        HiveType.Void, HiveType.Boolean, HiveType.TinyInt, HiveType.SmallInt, HiveType.Int, HiveType.BigInt,
        HiveType.Float, HiveType.Double, HiveType.Text, HiveType.Binary, HiveType.Date, HiveType.Timestamp,
        new HiveType.Decimals(10, 2), new HiveType.Decimals(38, 0), new HiveType.Decimals(5, 5),
    ];

    [Theory]
    [InlineData("int", "int", "int")]
    [InlineData("void", "date", "date")]
    [InlineData("int", "bigint", "bigint")]
    [InlineData("bigint", "double", "double")]
    [InlineData("double", "string", "string")]
    [InlineData("float", "tinyint", "double")]
    [InlineData("int", "decimal(10,2)", "decimal(12,2)")]
    [InlineData("decimal(10,2)", "decimal(6,4)", "decimal(12,4)")]
    [InlineData("decimal(38,0)", "decimal(5,5)", "double")]
    [InlineData("date", "timestamp", "timestamp")]
    [InlineData("date", "int", "string")]
    [InlineData("boolean", "int", "string")]
    [InlineData("binary", "string", "string")]
    [InlineData("array<int>", "array<double>", "array<double>")]
    [InlineData("array<int>", "string", "string")]
    [InlineData("struct<b:int,a:int>", "struct<b:bigint,a:void>", "struct<b:bigint,a:int>")]
    [InlineData("struct<b:int>", "struct<a:int,b:double>", "struct<a:int,b:double>")]
    [InlineData("map<string,int>", "struct<a:bigint>", "map<string,bigint>")]
    public void Two_types_become_one(string left, string right, string merged)
    {
        Assert.Equal(merged, TypeMerge.Merge(HiveType.Parse(left), HiveType.Parse(right)).ToString());
        Assert.Equal(merged, TypeMerge.Merge(HiveType.Parse(right), HiveType.Parse(left)).ToString());
    }

    [Fact]
    public void Merging_is_commutative_associative_and_idempotent()
    {
        Random random = new(TestSeed.Read());
        for (int round = 0; round < Rounds; round++)
        {
            SchemaColumn a = RandomColumn(random);
            SchemaColumn b = RandomColumn(random);
            SchemaColumn c = RandomColumn(random);

            Assert.Equal(a.Merge(b), b.Merge(a), Same);
            Assert.Equal(a.Merge(b).Merge(c), a.Merge(b.Merge(c)), Same);
            Assert.Equal(a, a.Merge(a), Same);
            Assert.Equal(a.Merge(b), a.Merge(b).Merge(b), Same);
        }
    }

    [Fact]
    public void An_object_of_too_many_keys_is_a_map()
    {
        HiveField[] fields =
            [.. Enumerable.Range(0, TypeMerge.FieldsMax + 1).Select(i => new HiveField($"k{i}", HiveType.Int))];

        Assert.Equal("map<string,int>", TypeMerge.StructOf(fields).ToString());
        HiveType merged = TypeMerge.Merge(
            new HiveType.Struct(fields[..60]), new HiveType.Struct([.. fields[60..], new("d", HiveType.Double)]));
        Assert.Equal("map<string,double>", merged.ToString());
    }

    [Theory]
    [InlineData("a:b")]
    [InlineData("a,b")]
    [InlineData("<a>")]
    [InlineData(" a")]
    [InlineData("")]
    public void Keys_that_types_cannot_spell_make_a_map(string name) =>
        Assert.Equal("map<string,int>", TypeMerge.StructOf([new HiveField(name, HiveType.Int)]).ToString());

    private static bool Same(SchemaColumn left, SchemaColumn right) =>
        left.Type == right.Type && left.Formats.Order().SequenceEqual(right.Formats.Order());

    private static SchemaColumn RandomColumn(Random random)
    {
        HiveType type = RandomType(random, 0);
        if (type != HiveType.Date && type != HiveType.Timestamp)
        {
            return new SchemaColumn("c", type);
        }

        string[] all = type == HiveType.Date ? ["", "%d/%m/%Y", "%m/%d/%Y"] : ["", "%d/%m/%Y %H:%M"];
        string[] formats = [.. all.Where(_ => random.Next(2) == 0)];
        return new SchemaColumn("c", type) { Formats = formats.Length == 0 ? [all[0]] : formats };
    }

    private static HiveType RandomType(Random random, int depth) => random.Next(depth > 2 ? 1 : 5) switch
    {
        2 => new HiveType.Array(RandomType(random, depth + 1)),
        3 => new HiveType.Map(HiveType.Text, RandomType(random, depth + 1)),
        4 => TypeMerge.StructOf([.. new[] { "a", "b", "c", "B", "x:y" }
            .Where(_ => random.Next(3) == 0)
            .OrderBy(_ => random.Next())
            .DefaultIfEmpty("a")
            .Select(name => new HiveField(name, RandomType(random, depth + 1)))]),
        _ => Simple[random.Next(Simple.Length)],
    };
}
