using System.Diagnostics;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class BadYamlTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("version: [1\nzones: x", "TN2001", "this is not closed before the next key", "1:10")]
    [InlineData("version: 1\nname: 'taxi\nzones:\n", "TN2001", "unexpected end of stream", "2:7")]
    [InlineData("version: 1\nname: a: b\n", "TN2001", "found invalid mapping", "2:8")]
    [InlineData("version: 1\n  name: b\n", "TN2001", "found invalid mapping", "2:7")]
    [InlineData("version: 1\nzones:\n  raw:\n bad: x\n", "TN2001", "did not find expected key", "4:2")]
    [InlineData("? [a]\n: b\n", "TN2001", "a key must be text, found a list", "1:3")]
    [InlineData("version: 1\nname: &n taxi\n", "TN2002", "anchors and aliases", "2:7")]
    [InlineData("version: 1\nname: *n\n", "TN2002", "anchors and aliases", "2:7")]
    [InlineData("version: !!int 1\n", "TN2002", "YAML tags", "1:10")]
    [InlineData("version: 1\n---\nversion: 1\n", "TN2002", "one YAML document", "2:1")]
    [InlineData("%YAML 1.1\n---\nversion: 1\n", "TN2002", "without directives", "1:1")]
    [InlineData("- version\n", "TN2006", "expected keys with values, found a list", "1:1")]
    [InlineData("version\n", "TN2006", "expected keys with values, found 'version'", "1:1")]
    public async Task What_is_no_plain_YAML_map_is_refused(string yaml, string code, string message, string place)
    {
        _lake.Write("lake.yaml", yaml);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message);
        Assert.Equal($"lake.yaml:{place}", error.Location!.ToString());
    }

    [Fact]
    public async Task Broken_YAML_is_shown_with_its_line()
    {
        _lake.Write("lake.yaml", "version: 1\nname: New York: taxi\nzones: {raw: }\n");

        Assert.Equal(
            """
            error[TN2001]: not valid YAML: while scanning a plain scalar value, found invalid mapping
              --> lake.yaml:2:15
               |
             2 | name: New York: taxi
               |               ^ put quotes around a value that contains ': '
            """,
            await _lake.ErrorTextAsync());
    }

    [Theory]
    [InlineData("version: 1\nzones:\n\traw:\n", "3:1")]
    [InlineData("version: 1\nzones:\n  raw:\n\tstaging:\n", "4:1")]
    [InlineData("version: 1\nzones:\n  raw:\n    bucket: a\n  \tstaging: b\n", "5:3")]
    public async Task Tabs_for_indentation_are_named(string yaml, string place)
    {
        _lake.Write("lake.yaml", yaml);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("tabs cannot indent YAML", error.Message);
        Assert.Equal(ErrorCodes.YamlSyntax, error.Code);
        Assert.Equal($"lake.yaml:{place}", error.Location!.ToString());
    }

    [Fact]
    public async Task A_duplicate_key_is_shown_with_both_lines()
    {
        _lake.Write("lake.yaml", "version: 1\nname: taxi\nzones: {raw: }\nname: cab\n");

        Assert.Equal(
            """
            error[TN2003]: key 'name' appears twice
              --> lake.yaml:4:1
               |
             4 | name: cab
               | ^^^^ and again here
              ::: lake.yaml:2:1
               |
             2 | name: taxi
               | ---- first here
               = keep one of them
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task All_duplicate_keys_of_a_file_are_reported()
    {
        _lake.Write("lake.yaml", "a: 1\na: {b: 1, b: [2]}\na: 3\n");

        Assert.Equal(["2:1", "2:11", "3:1"], (await _lake.ErrorsAsync()).Select(PlaceIn));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("[\n")]
    public async Task Twenty_thousand_levels_are_refused_at_once(string opening)
    {
        _lake.Write("lake.yaml", string.Concat(Enumerable.Repeat(opening, 20_000)));
        long start = Stopwatch.GetTimestamp();

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((ErrorCodes.YamlTooComplex, "YAML nested deeper than 64 levels"), (error.Code, error.Message));
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task An_alias_bomb_is_refused_at_its_first_anchor()
    {
        _lake.Write("lake.yaml", """
            a: &a [x, x, x, x, x, x, x, x, x]
            b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
            c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
            """);

        Assert.Equal(
            """
            error[TN2002]: YAML anchors and aliases are not supported
              --> lake.yaml:1:4
               |
             1 | a: &a [x, x, x, x, x, x, x, x, x]
               |    ^ write the value out
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task More_than_100_000_elements_are_refused()
    {
        _lake.Write("lake.yaml", $"version: [{string.Concat(Enumerable.Repeat("1,", 110_000))}]\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((ErrorCodes.YamlTooComplex, "more than 100000 YAML elements"), (error.Code, error.Message));
    }

    [Fact]
    public async Task Broken_front_matter_is_placed_in_the_model_file()
    {
        _lake.Model("staging.trips", "job: a\ndescription: x: y", "SELECT 1");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("models/staging/trips.sql:3:15", error.Location!.ToString());
        Assert.Equal("description: x: y", error.SourceLine);
    }

    [Fact]
    public async Task Places_are_right_in_files_with_CR_LF_and_other_alphabets()
    {
        _lake.Write("lake.yaml", "version: 1\r\ndescription: 'Größe 😀'\r\nzones: {raw: , é: }\r\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("lake.yaml:3:16", error.Location!.ToString());
        Assert.Equal("zones: {raw: , é: }", error.SourceLine);
    }

    private static string PlaceIn(Diagnostic error) => $"{error.Location!.Line}:{error.Location.Column}";
}
