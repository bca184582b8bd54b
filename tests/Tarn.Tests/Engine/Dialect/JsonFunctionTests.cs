using Xunit;

namespace Tarn.Tests.Engine.Dialect;

public sealed class JsonFunctionTests : DialectTest
{
    [Theory]
    [InlineData("""json_extract('{"a": {"b": [1, 2.50]}}', '$.a.b')""", "[1,2.5]")]
    [InlineData("""json_extract('{"a b": 1}', '$["a b"]')""", "1")]
    [InlineData("""json_extract('{"a": 1}', '$')""", """{"a":1}""")]
    [InlineData("""json_extract('{"a": "x"}', '$.a')""", "\"x\"")]
    [InlineData("""json_extract('{"a": null}', '$.a')""", "null")]
    [InlineData("""json_extract('{"a": 1}', '$.b')""", "NULL")]
    [InlineData("json_extract('[1, 2', '$[0]')", "NULL")]
    [InlineData("json_extract('[1, 2]', '$[5]')", "NULL")]
    [InlineData("json_extract('[1, 2]', '$[-1]')", "NULL")]
    [InlineData("""json_extract_scalar('{"a": 1.10}', '$.a')""", "1.10")]
    [InlineData("""json_extract_scalar('{"a": "x\ny"}', '$.a')""", "x\ny")]
    [InlineData("""json_extract_scalar('{"a": true}', '$.a')""", "true")]
    [InlineData("""json_extract_scalar('{"a": null}', '$.a')""", "NULL")]
    [InlineData("""json_extract_scalar('{"a": [1]}', '$.a')""", "NULL")]
    [InlineData("json_extract_scalar('[1, 2, 3]', '$[2]')", "3")]
    [InlineData("json_extract_scalar(NULL, '$.a')", "NULL")]
    [InlineData("""json_size('{"x": {"a": 1, "b": 2}}', '$.x')""", "2")]
    [InlineData("""json_size('{"x": 1}', '$.x')""", "0")]
    [InlineData("""json_size('{"x": 1}', '$.y')""", "NULL")]
    public async Task Paths_of_json_extract_lead_to_members_and_elements(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("json_extract_scalar(j, '$.t')", "x")]
    [InlineData("json_extract_scalar(j, '$.n')", "1.10")]
    [InlineData("json_extract_scalar(j, '$.i[1]')", "2")]
    [InlineData("json_extract_scalar(j, '$.z')", "NULL")]
    [InlineData("json_extract_scalar(j, '$.i')", "NULL")]
    [InlineData("json_extract_scalar(j, '$.b')", "true")]
    [InlineData("json_extract_scalar(j, '$.none')", "NULL")]
    [InlineData("json_extract_scalar(broken, '$.t')", "NULL")]
    [InlineData("json_extract(j, '$.i')", "[1,2]")]
    [InlineData("json_extract(j, '$.z')", "null")]
    [InlineData("json_extract(broken, '$.t')", "NULL")]
    [InlineData("json_value(j, 'lax $.i[0]')", "1")]
    public async Task Columns_give_what_literals_give(string expression, string expected) =>
        Assert.Equal(expected, await Answer($$"""
            {{expression}}
            FROM (VALUES ('{"t": "x", "n": 1.10, "i": [1, 2], "z": null, "b": true}', '{"t": 1')) t(j, broken)
            """));

    [Theory]
    [InlineData("""json_parse(' {"b" : 1, "a" : [ ] } ')""", """{"a":[],"b":1}""")]
    [InlineData("json_format(json_parse('[1, 2.0, 1e3, \"é\"]'))", "[1,2.0,1000.0,\"é\"]")]
    [InlineData("""json_format(JSON '{"b": 1, "a": 0.00001}')""", """{"a":1.0E-5,"b":1}""")]
    [InlineData("""JSON '{"b": 1, "a": 2}' = JSON '{"a":2,"b":1}'""", "true")]
    [InlineData("is_json_scalar('[1]')", "false")]
    [InlineData("is_json_scalar('\"a\"')", "true")]
    [InlineData("json_array_length('[1, 2, 3]')", "3")]
    [InlineData("json_array_length('{}')", "NULL")]
    [InlineData("json_array_length('nonsense')", "NULL")]
    [InlineData("json_array_get('[\"a\", [3, 9], \"c\"]', 0)", "a")]
    [InlineData("json_array_get('[\"a\", [3, 9], \"c\"]', -2)", "[3,9]")]
    [InlineData("json_array_get('[]', 0)", "NULL")]
    [InlineData("json_array_contains('[1, 2, 3]', 2)", "true")]
    [InlineData("json_array_contains('[1.0, 2.5]', 2.5)", "true")]
    [InlineData("json_array_contains('[1, \"a\"]', 'a')", "true")]
    [InlineData("json_array_contains('[1, \"a\"]', 'b')", "false")]
    [InlineData("json_array_contains('{}', 1)", "NULL")]
    public async Task Functions_of_JSON_answer_as_documented(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("json_parse('{')")]
    [InlineData("json_parse('')")]
    [InlineData("json_parse('[1,]')")]
    [InlineData("is_json_scalar('nonsense')")]
    [InlineData("json_extract('{}', 'a.b')")]
    [InlineData("json_extract('{}', '$..a')")]
    [InlineData("json_extract('{}', '$[')")]
    public async Task Wrong_JSON_and_paths_are_errors(string expression) =>
        Assert.Contains("INVALID_FUNCTION_ARGUMENT", await Error(expression), StringComparison.Ordinal);

    [Theory]
    [InlineData("json_object()", "{}")]
    [InlineData("json_object('x' : true, 'y' : 12e-1, 'z' : 'text')", """{"x":true,"y":1.2,"z":"text"}""")]
    [InlineData("json_object(KEY 'a' VALUE 1, 'b' VALUE -2)", """{"a":1,"b":-2}""")]
    [InlineData("json_object('a' VALUE (1 + 2))", """{"a":3}""")]
    [InlineData("json_object('a' : NULL, 'b' : 1)", """{"a":null,"b":1}""")]
    [InlineData("json_object('a' : NULL, 'b' : 1 ABSENT ON NULL)", """{"b":1}""")]
    [InlineData("json_object('a' : '[ 1 ]' FORMAT JSON)", """{"a":[1]}""")]
    [InlineData("json_object('a' : X'5B0035005D00' FORMAT JSON ENCODING UTF16)", """{"a":[5]}""")]
    [InlineData("json_object('a' : json_array(1, json_array()))", """{"a":[1,[]]}""")]
    [InlineData("json_object('a' : DATE '2001-01-31')", """{"a":"2001-01-31"}""")]
    [InlineData("json_array(true, NULL, 1)", "[true,1]")]
    [InlineData("json_array(true, NULL, 1 NULL ON NULL)", "[true,null,1]")]
    [InlineData("json_array(1.50, 'a\"b')", """[1.50,"a\"b"]""")]
    [InlineData("json_array(true, 1 RETURNING VARCHAR(100))", "[true,1]")]
    [InlineData("json_array(true, 1 RETURNING VARBINARY)", "5b747275652c315d")]
    [InlineData("json_array(1 RETURNING VARBINARY FORMAT JSON ENCODING UTF16)", "5b0031005d00")]
    public async Task Constructors_make_JSON_of_values(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("json_object(CAST(NULL AS VARCHAR) : 1)")]
    [InlineData("json_object('a' : 1, 'a' : 2 WITH UNIQUE KEYS)")]
    [InlineData("json_object('a' : '[' FORMAT JSON)")]
    [InlineData("json_array('[' FORMAT JSON)")]
    [InlineData("json_array(1 RETURNING VARBINARY FORMAT JSON ENCODING UTF7)")]
    public async Task What_cannot_be_in_JSON_is_an_error(string expression) =>
        Assert.NotEmpty(await Error(expression));
}
