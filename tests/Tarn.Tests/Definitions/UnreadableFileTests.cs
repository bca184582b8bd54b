using System.Text;
using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class UnreadableFileTests : IDisposable
{
    private readonly LakeDirectory _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_reported_with_the_byte()
    {
        _lake.WriteBytes("lake.yaml", Encoding.Latin1.GetBytes("version: 1\nname: caf\u00e9\n"));

        Assert.Equal(
            """
            error[TN2013]: lake.yaml is not UTF-8: byte 0xE9 at offset 20, line 2
              --> lake.yaml:2:10
               = save it as UTF-8
            """,
            await _lake.ErrorTextAsync());
    }

    [Fact]
    public async Task UTF_16_is_recognised()
    {
        _lake.WriteBytes("models/staging/trips.sql", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("/* tarn */ SELECT 1")]);

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal("models/staging/trips.sql is not UTF-8: byte 0xFF at offset 0, line 1", error.Message);
        Assert.Equal(["it looks like UTF-16; save it as UTF-8"], error.Notes);
    }

    [Fact]
    public async Task A_cut_character_at_the_end_is_not_UTF_8()
    {
        _lake.WriteBytes("lake.yaml", [.. "name: "u8, 0xC3]);

        Assert.Equal("lake.yaml:1:7", Assert.Single(await _lake.ErrorsAsync()).Location!.ToString());
    }

    [Fact]
    public async Task A_NUL_would_end_the_YAML_unseen_and_is_refused()
    {
        _lake.Write("lake.yaml", "version: 1\n\0zones: {raw: }\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((ErrorCodes.UnreadableDefinition, "control character U+0000 in a definition"), (error.Code, error.Message));
        Assert.Equal("lake.yaml:2:1", error.Location!.ToString());
    }

    [Theory]
    [InlineData("lake.yaml")]
    [InlineData("models/staging/trips.sql")]
    public async Task A_file_of_more_than_1_MiB_is_not_read(string file)
    {
        _lake.Write(file, new string(' ', (1024 * 1024) + 1));

        Assert.Equal(
            $"""
            error[TN2002]: {file} has 1048577 bytes; a definition may have 1048576 (1 MiB)
              --> {file}:1:1
               = put data into a bucket, not into a definition
            """,
            await _lake.ErrorTextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("# nothing yet\n")]
    [InlineData("\uFEFF")]
    [InlineData("~\n")]
    public async Task An_empty_lake_yaml_misses_its_keys(string yaml)
    {
        _lake.Write("lake.yaml", yaml);

        Assert.Equal(
            ["lake.yaml has no 'version'", "lake.yaml has no 'zones'"],
            (await _lake.ErrorsAsync()).Select(error => error.Message));
    }

    [Fact]
    public async Task An_empty_model_misses_its_block()
    {
        _lake.Write("models/staging/trips.sql", "");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((ErrorCodes.MissingKey, "a model starts with a block '/* tarn … */'"), (error.Code, error.Message));
    }

    [Fact]
    public async Task An_empty_overlay_changes_nothing()
    {
        _lake.Write("lake.dev.yaml", "");

        Assert.Equal("taxi", (await _lake.LoadAsync("dev")).Name);
    }

    [Fact]
    public async Task Without_lake_yaml_models_are_not_blamed_for_its_zones()
    {
        _lake.Write("lake.yaml", "a: b: c");
        _lake.Model("staging.trips", "", "SELECT * FROM raw.trips");

        Assert.Equal(ErrorCodes.YamlSyntax, Assert.Single(await _lake.ErrorsAsync()).Code);
    }
}
