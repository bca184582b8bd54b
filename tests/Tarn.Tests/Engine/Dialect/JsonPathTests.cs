using Xunit;

namespace Tarn.Tests.Engine.Dialect;

public sealed class JsonPathTests : DialectTest
{
    private const string Customer = """'{"comment" : "nice", "children" : [10, 13, 16], "empty" : null}'""";

    [Theory]
    [InlineData("json_exists(" + Customer + ", 'lax $.children[*]?(@ > 10)')", "true")]
    [InlineData("json_exists(" + Customer + ", 'lax $.children[*]?(@ > 20)')", "false")]
    [InlineData("json_exists(" + Customer + ", 'strict $.x')", "false")]
    [InlineData("json_exists(" + Customer + ", 'strict $.x' UNKNOWN ON ERROR)", "NULL")]
    [InlineData("json_exists(" + Customer + ", 'lax $.children[*]?(@ == $n)' PASSING 13 AS \"n\")", "true")]
    [InlineData("json_exists('{', 'lax $' TRUE ON ERROR)", "true")]
    [InlineData("json_exists(NULL, 'lax $' ERROR ON ERROR)", "NULL")]
    public async Task Json_exists_tells_whether_a_path_leads_anywhere(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("json_value(" + Customer + ", 'lax $.comment')", "nice")]
    [InlineData("json_value(" + Customer + ", 'lax $.empty' DEFAULT 'x' ON EMPTY)", "NULL")]
    [InlineData("json_value(" + Customer + ", 'lax $.children[0]' RETURNING tinyint)", "10")]
    [InlineData("json_value(" + Customer + ", 'lax $.children[5]')", "NULL")]
    [InlineData("json_value(" + Customer + ", 'lax $.children[5]' DEFAULT 'missing' ON EMPTY)", "missing")]
    [InlineData("json_value(" + Customer + ", 'strict $.children[5]' DEFAULT 'err' ON ERROR)", "err")]
    [InlineData("json_value(" + Customer + ", 'lax $.children[5]' RETURNING bigint DEFAULT -1 ON EMPTY)", "-1")]
    [InlineData("json_value(" + Customer + ", 'lax $.comment' RETURNING bigint)", "NULL")]
    [InlineData("json_value(" + Customer + ", 'lax $.comment' RETURNING bigint DEFAULT 2 + 3 ON ERROR)", "5")]
    [InlineData("json_value(" + Customer + ", 'lax $.children')", "NULL")]
    [InlineData("json_value('true', 'lax $' RETURNING boolean)", "true")]
    [InlineData("json_value(NULL, 'lax $' DEFAULT 'x' ON EMPTY)", "NULL")]
    public async Task Json_value_gives_a_scalar(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("json_query(" + Customer + ", 'lax $.children')", "[10,13,16]")]
    [InlineData("json_query(" + Customer + ", 'lax $.children[*]')", "NULL")]
    [InlineData("json_query(" + Customer + ", 'lax $.children[*]' EMPTY ARRAY ON ERROR)", "[]")]
    [InlineData("json_query(" + Customer + ", 'lax $.children[*]' WITH ARRAY WRAPPER)", "[10,13,16]")]
    [InlineData("json_query(" + Customer + ", 'lax $.children' WITH ARRAY WRAPPER)", "[[10,13,16]]")]
    [InlineData("json_query(" + Customer + ", 'lax $.children' WITH CONDITIONAL ARRAY WRAPPER)", "[10,13,16]")]
    [InlineData("json_query(" + Customer + ", 'lax $.comment' WITH CONDITIONAL WRAPPER)", "[\"nice\"]")]
    [InlineData("json_query(" + Customer + ", 'lax $.comment' KEEP QUOTES)", "\"nice\"")]
    [InlineData("json_query(" + Customer + ", 'lax $.comment' OMIT QUOTES ON SCALAR STRING)", "nice")]
    [InlineData("json_query(" + Customer + ", 'lax $.x')", "NULL")]
    [InlineData("json_query(" + Customer + ", 'lax $.x' EMPTY OBJECT ON EMPTY)", "{}")]
    [InlineData("json_query(X'5B0035005D00' FORMAT JSON ENCODING UTF16, 'lax $')", "[5]")]
    [InlineData("json_query('[1, 2]', 'lax $[$i]' PASSING 1 AS \"i\")", "2")]
    [InlineData("json_query('[1]', 'lax $a' PASSING '[ 2 ]' FORMAT JSON AS \"a\", 3 AS \"b\")", "[2]")]
    public async Task Json_query_gives_JSON(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("[1, [2, 3]]", "lax $[1][last]", "[3]")]
    [InlineData("[0, 1, 2, 3]", "lax $[1, 2 to 3]", "[1,2,3]")]
    [InlineData("[0, 1, 2, 3]", "lax $[last - 1]", "[2]")]
    [InlineData("""{"a" : [{"b" : 1}, {"b" : 2}]}""", "lax $.a.b", "[1,2]")]
    [InlineData("""{"a" : [{"b" : 1}, {"b" : 2}]}""", "strict $.a[*].b", "[1,2]")]
    [InlineData("""{"a" : 1, "b" : [2]}""", "lax $.*", "[1,[2]]")]
    [InlineData("""{"x" : 1, "y" : [{"x" : 2}]}""", "lax $..x", "[1,2]")]
    [InlineData("""{"a b" : 1}""", "lax $.\"a b\"", "[1]")]
    [InlineData("5", "lax $[0]", "[5]")]
    [InlineData("5", "lax $ * 2 + 1", "[11]")]
    [InlineData("7", "lax ($ - 2) / 2", "[2]")]
    [InlineData("7.0", "lax -$ % 4", "[-3.0]")]
    [InlineData("[-1.5, 1.3]", "lax $.ceiling()", "[-1,2]")]
    [InlineData("[-1.5, 1.3]", "lax $.floor()", "[-2,1]")]
    [InlineData("[-1.5, 1]", "lax $.abs()", "[1.5,1]")]
    [InlineData("[\"5.6\", 2]", "lax $.double()", "[5.6,2.0]")]
    [InlineData("[1, \"a\", null]", "lax $[*].type()", "[\"number\",\"string\",\"null\"]")]
    [InlineData("[1, 2]", "lax $.size()", "[2]")]
    [InlineData("1", "lax $.size()", "[1]")]
    [InlineData("""{"k" : true}""", "lax $.keyvalue()", """[{"name":"k","value":true,"id":0}]""")]
    [InlineData("[1, 2, 3, \"a\"]", "lax $[*]?(@ >= 2 && @ < 3)", "[2]")]
    [InlineData("[1, 2, 3]", "lax $[*]?(@ == 1 || @ == 3)", "[1,3]")]
    [InlineData("[1, 2, 3]", "lax $[*]?(!(@ == 1))", "[2,3]")]
    [InlineData("[1, \"a\"]", "lax $[*]?((@ > 0) is unknown)", "[\"a\"]")]
    [InlineData("[\"abc\", \"b\"]", "lax $[*]?(@ starts with \"a\")", "[\"abc\"]")]
    [InlineData("""[{"a" : 1}, {"b" : 2}]""", "lax $[*]?(exists(@.a))", """[{"a":1}]""")]
    [InlineData("[null, 1]", "lax $[*]?(@ == null)", "[null]")]
    [InlineData("[1, 2]", "lax $[*]?((@ + 1) * 2 == 6)", "[2]")]
    public async Task Paths_are_followed(string json, string path, string expected) =>
        Assert.Equal(expected, await Answer($"json_query('{json}', '{path}' WITH ARRAY WRAPPER ERROR ON ERROR)"));

    [Theory]
    [InlineData("1", "lax $ / 0")]
    [InlineData("[1]", "strict $.a")]
    [InlineData("[1]", "strict $[3]")]
    [InlineData("[1]", "strict $[1 to 0]")]
    [InlineData("1", "strict $[*]")]
    [InlineData("1", "strict $.size()")]
    [InlineData("\"a\"", "lax $.floor()")]
    [InlineData("\"a\"", "lax $ + 1")]
    [InlineData("[1, 2]", "lax $ + 1")]
    [InlineData("{", "lax $")]
    public async Task Failures_are_errors_when_the_call_wants_them(string json, string path) =>
        Assert.Contains(
            "PATH_EVALUATION_ERROR",
            await Error($"json_query('{json}', '{path}' ERROR ON ERROR)"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("$")]
    [InlineData("lax")]
    [InlineData("lax $.")]
    [InlineData("lax $[")]
    [InlineData("lax $.nonsense()")]
    [InlineData("lax $?(@)")]
    [InlineData("lax $x")]
    [InlineData("lax $ $")]
    public async Task What_is_no_path_is_an_error_whatever_the_call_wants(string path) =>
        Assert.Contains(
            "INVALID_FUNCTION_ARGUMENT",
            await Error($"json_exists('[]', '{path}' FALSE ON ERROR)"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("json_value('1', 'lax $' NULL ON)")]
    [InlineData("json_query('1', 'lax $' WITH WRAPPER OMIT QUOTES)")]
    [InlineData("json_exists('1')")]
    [InlineData("json_exists('1', 'lax $' PASSING 1)")]
    public async Task Broken_clauses_are_errors(string expression) => Assert.NotEmpty(await Error(expression));
}
