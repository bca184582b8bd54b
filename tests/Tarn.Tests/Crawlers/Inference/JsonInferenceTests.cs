using System.Text.Json;
using Tarn.Crawlers.Inference;
using Xunit;

namespace Tarn.Tests.Crawlers.Inference;

public sealed class JsonInferenceTests
{
    [Theory]
    [InlineData("null", "void")]
    [InlineData("true", "boolean")]
    [InlineData("1", "int")]
    [InlineData("3000000000", "bigint")]
    [InlineData("1.0", "double")]
    [InlineData("99999999999999999999", "double")]
    [InlineData("\"17\"", "string")]
    [InlineData("\"2015-09-11T00:46:58.771Z\"", "timestamp")]
    [InlineData("\"2015-09-11\"", "date")]
    [InlineData("\"5/14/1965\"", "string")]
    [InlineData("[]", "array<void>")]
    [InlineData("[1,2.5,null]", "array<double>")]
    [InlineData("[1,\"a\"]", "array<string>")]
    [InlineData("{}", "void")]
    [InlineData("{\"b\":1,\"a\":{\"x\":[{\"y\":1},{\"z\":true}]}}",
        "struct<b:int,a:struct<x:array<struct<y:int,z:boolean>>>>")]
    [InlineData("{\"a\":1,\"A\":2}", "map<string,int>")]
    [InlineData("{\"a\":1,\"a\":2.5}", "struct<a:double>")]
    public void A_value_has_a_type(string json, string type)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Equal(type, JsonInference.Of(document.RootElement).ToString());
    }

    [Fact]
    public void What_is_nested_too_deep_is_text()
    {
        string json = string.Concat(Enumerable.Repeat("[", 40)) + string.Concat(Enumerable.Repeat("]", 40));
        using JsonDocument document = JsonDocument.Parse(json);

        Assert.Contains("array<string>", JsonInference.Of(document.RootElement).ToString(), StringComparison.Ordinal);
    }
}
