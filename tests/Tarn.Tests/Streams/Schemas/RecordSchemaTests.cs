using System.Text;
using Tarn.Common;
using Tarn.Streams.Schemas;
using Xunit;

namespace Tarn.Tests.Streams.Schemas;

public sealed class RecordSchemaTests
{
    [Theory]
    [InlineData("true", "1")]
    [InlineData("{}", "[]")]
    [InlineData("{'type':'integer'}", "1.0")]
    [InlineData("{'type':['string','null']}", "null")]
    [InlineData("{'enum':[1,'a']}", "1.0")]
    [InlineData("{'const':{'a':[1]}}", "{'a':[1]}")]
    [InlineData("{'minimum':1,'maximum':2}", "2")]
    [InlineData("{'minimum':1}", "'text'")]
    [InlineData("{'multipleOf':0.01}", "19.99")]
    [InlineData("{'minimum':0}", "1e300")]
    [InlineData("{'maxLength':1}", "'\\ud83d\\ude00'")]
    [InlineData("{'pattern':'^[a-z]+$'}", "'abc'")]
    [InlineData("{'format':'date-time'}", "'2026-11-22T01:02:03.5Z'")]
    [InlineData("{'format':'email'}", "'ann@example.org'")]
    [InlineData("{'format':'ipv4'}", "'127.0.0.1'")]
    [InlineData("{'required':['a']}", "{'a':null}")]
    [InlineData("{'properties':{'a':{'type':'string'}}}", "{'b':1}")]
    [InlineData("{'properties':{'a':true},'additionalProperties':false}", "{'a':1}")]
    [InlineData("{'items':{'type':'number'},'maxItems':2}", "[1,2]")]
    [InlineData("{'anyOf':[{'type':'string'},{'minimum':5}]}", "5")]
    [InlineData("{'not':{'type':'string'}}", "5")]
    [InlineData("{'title':'t','$defs':{'p':{'minimum':0}},'properties':{'p':{'$ref':'#/$defs/p'}}}", "{'p':0}")]
    [InlineData("{'properties':{'next':{'$ref':'#'}},'additionalProperties':false}", "{'next':{'next':{}}}")]
    [InlineData("{'properties':{'a/b':{'type':'string'},'a':{'properties':{'b':{'type':'number'}}}}}", "{'a/b':'x'}")]
    public void What_keeps_to_a_schema_has_no_problem(string schema, string record) =>
        Assert.Null(Check(schema, record));

    [Theory]
    [InlineData("false", "1", "nothing is allowed here")]
    [InlineData("{'type':'object'}", "[]", "it is array, expected object")]
    [InlineData("{'type':'integer'}", "1.5", "it is number, expected integer")]
    [InlineData("{'enum':[1]}", "2", "it is none of the values that are allowed")]
    [InlineData("{'minimum':0}", "-1", "it is -1, expected at least 0")]
    [InlineData("{'minimum':0}", "-1e300", "it is -1e300, expected at least 0")]
    [InlineData("{'exclusiveMaximum':1}", "1", "it is 1, expected less than 1")]
    [InlineData("{'minLength':2}", "'a'", "it is shorter than 2 characters")]
    [InlineData("{'pattern':'^a'}", "'b'", "it does not match '^a'")]
    [InlineData("{'format':'uuid'}", "'1'", "it is no uuid")]
    [InlineData("{'required':['a','b']}", "{'a':1}", "it has no 'b'")]
    [InlineData("{'properties':{'a':{'type':'string'}}}", "{'a':1}", "/a: it is number, expected string")]
    [InlineData(
        "{'properties':{'a':{'items':{'type':'string'}}}}", "{'a':['x',1]}", "/a/1: it is number, expected string")]
    [InlineData("{'properties':{'~/':false}}", "{'~/':1}", "/~0~1: nothing is allowed here")]
    [InlineData("{'additionalProperties':false}", "{'a':1}", "it has a member 'a', which is not allowed")]
    [InlineData("{'additionalProperties':{'type':'number'}}", "{'a':''}", "/a: it is string, expected number")]
    [InlineData("{'maxProperties':1}", "{'a':1,'b':2}", "it has 2 members, expected 0 to 1")]
    [InlineData("{'oneOf':[true,true]}", "1", "it keeps to 2 of the schemas of oneOf, expected one")]
    [InlineData("{'anyOf':[false]}", "1", "it keeps to none of the schemas of anyOf")]
    [InlineData("{'allOf':[true,{'maximum':1}]}", "2", "it is 2, expected at most 1")]
    [InlineData("{'not':{}}", "2", "it is what it must not be")]
    [InlineData("{'$ref':'#'}", "1", "the schema refers to itself without end")]
    [InlineData("{'minLength':1}", "'\\ud800'", "the record has text that is no Unicode")]
    [InlineData("{}", "{", "the record is no JSON value of up to 64 levels in UTF-8")]
    public void What_does_not_is_told_with_its_place(string schema, string record, string problem) =>
        Assert.Equal(problem, Check(schema, record));

    [Fact]
    public void Deep_records_are_no_records() => Assert.StartsWith(
        "the record is no JSON value",
        Check("{}", new string('[', 65) + new string(']', 65)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("1", "at '#': expected a schema")]
    [InlineData("{", "no JSON")]
    [InlineData("{'typ':'string'}", "at '#/typ': the keyword 'typ' is not known")]
    [InlineData("{'type':'text'}", "at '#/type': there is no type 'text'")]
    [InlineData("{'properties':{'a':{'minLength':-1}}}", "at '#/properties/a/minLength': expected a whole number")]
    [InlineData("{'pattern':'('}", "is no pattern")]
    [InlineData("{'pattern':'(a)\\\\1'}", "is no pattern")]
    [InlineData("{'format':'phone'}", "the format 'phone' is not known")]
    [InlineData("{'$ref':'#/$defs/a'}", "there is nothing at '#/$defs/a'")]
    [InlineData("{'$ref':'https://example.org/a'}", "is outside of the schema")]
    [InlineData("{'required':'a'}", "expected a list of texts")]
    [InlineData("{'anyOf':[]}", "expected a list that is not empty")]
    [InlineData("{'multipleOf':0}", "expected a number above 0")]
    public void What_is_no_schema_is_refused_with_its_place(string schema, string message)
    {
        TarnException error = Assert.Throws<TarnException>(() => RecordSchema.Parse(schema.Replace('\'', '"')));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Both with ' instead of ".</summary>
    private static string? Check(string schema, string record) => RecordSchema
        .Parse(schema.Replace('\'', '"'))
        .FindProblem(Encoding.UTF8.GetBytes(record.Replace('\'', '"')));
}
