using System.Text.RegularExpressions;
using Tarn.Catalog.Entries;
using Tarn.Catalog.Grok;
using Tarn.Common;
using Tarn.Engine;
using Xunit;

namespace Tarn.Tests.Catalog.Grok;

public sealed class GrokCompilerTests
{
    [Theory]
    [InlineData("%{IP:client} %{WORD:verb}", "10.0.0.1 GET", "10.0.0.1|GET")]
    [InlineData("%{IP:client}", "2001:db8::1", "2001:db8::1")]
    [InlineData("%{NUMBER:a:double}(?: %{INT:b:int})?", "1.5", "1.5|")]
    [InlineData("%{TIMESTAMP_ISO8601:at} %{LOGLEVEL:level}: %{GREEDYDATA:text}",
        "2024-05-01T10:00:00Z WARN: x y", "2024-05-01T10:00:00Z|WARN|x y")]
    [InlineData("%{ID:id}", "AB-12", "AB-12")]
    public void A_pattern_takes_a_line_apart(string pattern, string line, string values)
    {
        GrokExpression compiled = GrokCompiler.Compile(Format(pattern));

        Match match = Regex.Match(line, compiled.Expression);

        Assert.True(match.Success);
        Assert.Equal(
            values, string.Join('|', Enumerable.Range(1, compiled.Columns.Count).Select(i => match.Groups[i].Value)));
    }

    [Theory]
    [InlineData("%{NOSUCH:a}", "there is no pattern 'NOSUCH'")]
    [InlineData("%{LOOP:a}", "levels deep")]
    [InlineData("%{WORD:a} %{WORD:A}", "names the column 'a' twice")]
    [InlineData("no columns", "names no column")]
    [InlineData("(%{WORD:a})", "groups of its own")]
    [InlineData("(?=x)%{WORD:a}", "grok pattern")]
    [InlineData("[%{WORD:a}", "grok pattern")]
    [InlineData("%{WORD:a:money}", "type 'money'")]
    public void A_bad_pattern_says_what_is_wrong(string pattern, string problem)
    {
        TarnException error = Assert.Throws<TarnException>(() => GrokCompiler.Compile(Format(pattern)));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_takes_every_pattern_that_comes_with_Tarn()
    {
        using DuckInstance engine = DuckInstance.Open(new EngineOptions { Threads = 1 });
        using DuckConnection connection = engine.Connect();
        foreach (string name in GrokPatterns.Names)
        {
            GrokExpression compiled = GrokCompiler.Compile(name.EndsWith("LOG", StringComparison.Ordinal)
                ? new GrokFormat($"%{{{name}}}")
                : new GrokFormat($"%{{{name}:a}}"));

            object? matches = await connection.ScalarAsync(
                $"SELECT regexp_full_match('x', {SqlText.Literal(compiled.Expression)})",
                TestContext.Current.CancellationToken);

            Assert.IsType<bool>(matches);
        }
    }

    private static GrokFormat Format(string pattern) => new(pattern)
    {
        CustomPatterns = new Dictionary<string, string> { ["ID"] = "[A-Z]+-%{INT}", ["LOOP"] = "%{LOOP}" },
    };
}
