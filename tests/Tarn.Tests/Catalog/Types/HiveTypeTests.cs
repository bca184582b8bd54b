using Tarn.Catalog.Types;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Catalog.Types;

public sealed class HiveTypeTests
{
    [Theory]
    [InlineData("bigint", "bigint", "BIGINT")]
    [InlineData("INTEGER", "int", "INTEGER")]
    [InlineData("string", "string", "VARCHAR")]
    [InlineData("varchar(20)", "string", "VARCHAR")]
    [InlineData("decimal", "decimal(10,0)", "DECIMAL(10,0)")]
    [InlineData("decimal(38, 3)", "decimal(38,3)", "DECIMAL(38,3)")]
    [InlineData("array< array<int> >", "array<array<int>>", "INTEGER[][]")]
    [InlineData("map<string,double>", "map<string,double>", "MAP(VARCHAR, DOUBLE)")]
    [InlineData(
        "struct<a:int,first name:struct<x:date>>",
        "struct<a:int,first name:struct<x:date>>",
        """STRUCT("a" INTEGER, "first name" STRUCT("x" DATE))""")]
    public void Types_are_read_as_Glue_spells_them(string text, string spelled, string engineType)
    {
        HiveType type = HiveType.Parse(text);

        Assert.Equal((spelled, engineType), (type.ToString(), type.EngineType));
        Assert.Equal(type, HiveType.Parse(spelled));
    }

    [Theory]
    [InlineData("", "character 1")]
    [InlineData("bigintt", "character 1")]
    [InlineData("array<int", "character 10: expected '>'")]
    [InlineData("struct<a:int,b>", "character 14: expected the name of a field")]
    [InlineData("decimal(39,0)", "expected a precision of 1 to 38")]
    [InlineData("int int", "expected")]
    public void What_is_no_type_is_refused_with_its_place(string text, string message)
    {
        TarnException exception = Assert.Throws<TarnException>(() => HiveType.Parse(text));

        Assert.Equal(ErrorCodes.BadArgument, exception.Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        string deep = string.Concat(Enumerable.Repeat("array<", 100_000));

        Assert.Contains(
            "levels of nesting",
            Assert.Throws<TarnException>(() => HiveType.Parse(deep)).Message,
            StringComparison.Ordinal);
    }
}
