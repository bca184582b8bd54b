using Xunit;

namespace Tarn.Tests.Engine.Dialect;

public sealed class PatternFunctionTests : DialectTest
{
    [Theory]
    [InlineData(@"regexp_count('1a 2b 14m', '\s*[a-z]+\s*')", "3")]
    [InlineData("regexp_count('', '')", "1")]
    [InlineData("regexp_count('💰💰', '')", "3")]
    [InlineData(@"regexp_extract('1a 2b 14m', '\d+')", "1")]
    [InlineData(@"regexp_extract('1a 2b 14m', '(\d+)([a-z]+)', 2)", "a")]
    [InlineData("regexp_extract('abc', 'x')", "NULL")]
    [InlineData("regexp_extract('abc', NULL)", "NULL")]
    [InlineData(@"regexp_extract_all('1a 2b 14m', '(\d+)([a-z]+)', 2)", "[a, b, m]")]
    [InlineData("regexp_extract_all('ab', '(a)|(b)', 2)", "[NULL, b]")]
    [InlineData("regexp_like('abc', 'b')", "true")]
    [InlineData("regexp_like('abc', NULL)", "NULL")]
    [InlineData(@"regexp_split('1a 2b 14m', '\s*[a-z]+\s*')", "[1, 2, 14, ]")]
    [InlineData("regexp_position('有 23', '[0-9]+')", "3")]
    [InlineData("regexp_position('a1a2', '[0-9]', 3)", "4")]
    [InlineData("regexp_position('a1a2', '[0-9]', 1, 3)", "-1")]
    [InlineData("regexp_position('a', 'a', 5)", "-1")]
    public async Task Functions_of_patterns_answer_as_documented(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData(@"regexp_replace('1a 2b 14m', '\d+[ab] ')", "14m")]
    [InlineData(@"regexp_replace('1a 2b 14m', '(\d+)([ab]) ', '3c$2 ')", "3ca 3cb 14m")]
    [InlineData(@"regexp_replace('abc', '(?<x>b)', '[${x}]')", "a[b]c")]
    [InlineData(@"regexp_replace('abc', 'b', '\$1')", "a$1c")]
    [InlineData("regexp_replace('abc', '(b)', '$10')", "ab0c")]
    [InlineData(@"regexp_replace('new york', '(\w)(\w*)', x -> upper(x[1]) || lower(x[2]))", "New York")]
    [InlineData("regexp_replace('ab', '(x)?', '-')", "-a-b-")]
    public async Task Replacements_know_groups(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("regexp_like('aaa', 'a++a')", "false")]
    [InlineData("regexp_like('aaa', '(?>a*)a')", "false")]
    [InlineData(@"regexp_like('a.c', 'a\Q.\Ec')", "true")]
    [InlineData(@"regexp_like('abc', 'a\Q.\Ec')", "false")]
    [InlineData("regexp_extract_all('abcdef', '[a-f&&[^bc]]')", "[a, d, e, f]")]
    [InlineData("regexp_extract_all('a1-', '[a-z[0-9]]')", "[a, 1]")]
    [InlineData(@"regexp_extract_all('aB1_', '\p{Lower}|\p{Digit}')", "[a, 1]")]
    [InlineData(@"regexp_extract_all('aé日', '\p{L}')", "[a, é, 日]")]
    [InlineData(@"regexp_extract_all('a日', '\p{Han}')", "[日]")]
    [InlineData(@"regexp_extract_all('a日', '[^\p{Han}]')", "[a]")]
    [InlineData(@"regexp_like('💰', '^\x{1F4B0}$')", "true")]
    [InlineData("regexp_like('💰', '^[^a]$')", "true")]
    [InlineData("regexp_like('💰', '^[💯💰]$')", "true")]
    [InlineData("regexp_like('Ä', '(?i)ä')", "true")]
    [InlineData(@"regexp_like('aa', '(?<c>.)\k<c>')", "true")]
    [InlineData(@"regexp_like('abab', '(?<c>a)(b)\1\2')", "true")]
    [InlineData("regexp_like('a' || chr(10), 'a$')", "true")]
    [InlineData("regexp_like('b' || chr(10) || 'a', '^a$')", "false")]
    [InlineData("regexp_like('b' || chr(10) || 'a', '(?m)^a$')", "true")]
    [InlineData("regexp_like('a' || chr(10) || 'b', 'a.b')", "false")]
    [InlineData("regexp_like('a' || chr(10) || 'b', '(?s)a.b')", "true")]
    public async Task Patterns_mean_what_they_mean_in_Java(string expression, string expected) =>
        Assert.Equal(expected, await Answer(expression));

    [Theory]
    [InlineData("regexp_like('a', '(')")]
    [InlineData("regexp_like('a', '[a')")]
    [InlineData("regexp_extract('a', 'a', 1)")]
    [InlineData("regexp_extract('a', 'a', -1)")]
    [InlineData("regexp_replace('a', 'a', '$1')")]
    [InlineData("regexp_replace('a', 'a', '$')")]
    [InlineData("regexp_replace('a', 'a', '${x}')")]
    [InlineData("regexp_position('a', 'a', 0)")]
    [InlineData("regexp_position('a', 'a', 1, 0)")]
    public async Task Wrong_patterns_and_groups_are_errors(string expression) =>
        Assert.Contains("INVALID_FUNCTION_ARGUMENT", await Error(expression), StringComparison.Ordinal);
}
