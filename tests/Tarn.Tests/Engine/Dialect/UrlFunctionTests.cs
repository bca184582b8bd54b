using Xunit;

namespace Tarn.Tests.Engine.Dialect;

public sealed class UrlFunctionTests : DialectTest
{
    private const string Url = "'https://user@example.com:8080/a%20b/c.html?k=v%26w&e=&n#part'";

    [Theory]
    [InlineData("url_extract_protocol(" + Url + ")", "https")]
    [InlineData("url_extract_host(" + Url + ")", "example.com")]
    [InlineData("url_extract_port(" + Url + ")", "8080")]
    [InlineData("url_extract_path(" + Url + ")", "/a b/c.html")]
    [InlineData("url_extract_query(" + Url + ")", "k=v&w&e=&n")]
    [InlineData("url_extract_fragment(" + Url + ")", "part")]
    [InlineData("url_extract_parameter(" + Url + ", 'k')", "v&w")]
    [InlineData("url_extract_parameter(" + Url + ", 'e')", "")]
    [InlineData("url_extract_parameter(" + Url + ", 'n')", "")]
    [InlineData("url_extract_parameter(" + Url + ", 'x')", "NULL")]
    [InlineData("url_extract_port('http://example.com/')", "NULL")]
    [InlineData("url_extract_query('http://example.com/')", "")]
    [InlineData("url_extract_host('mailto:test@example.com')", "")]
    [InlineData("url_extract_host('http://not valid')", "NULL")]
    [InlineData("url_encode('a b&é~*')", "a+b%26%C3%A9%7E*")]
    [InlineData("url_decode('a+b%26%C3%A9')", "a b&é")]
    public async Task Parts_and_codings_of_URLs(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Fact]
    public async Task A_broken_escape_cannot_be_decoded() =>
        Assert.Contains("INVALID_FUNCTION_ARGUMENT", await Error("url_decode('%zz')"), StringComparison.Ordinal);
}
