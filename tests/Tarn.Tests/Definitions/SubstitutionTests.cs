using Tarn.Common;
using Tarn.Definitions;
using Xunit;

namespace Tarn.Tests.Definitions;

public sealed class SubstitutionTests : IDisposable
{
    private const string Variable = "TARN_SUBSTITUTION_TEST";

    private readonly LakeDirectory _lake = new();

    public SubstitutionTests() => Environment.SetEnvironmentVariable(Variable, "from outside");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, null);
        _lake.Dispose();
    }

    [Theory]
    [InlineData("${env:TARN_SUBSTITUTION_TEST}", "from outside")]
    [InlineData("a ${env:TARN_SUBSTITUTION_TEST}${file:secrets/name} b", "a from outsides3cret b")]
    [InlineData("costs $5 and $${env:X}", "costs $5 and ${env:X}")]
    public async Task References_are_replaced(string text, string expected)
    {
        _lake.Write(
            "secrets/name", "s3cret\n").Write("lake.yaml", $"version: 1\nzones: {{raw: }}\ndescription: {text}\n");

        Assert.Equal(expected, (await _lake.LoadAsync()).Description);
    }

    [Theory]
    [InlineData("${env:TARN_NOT_SET}", "environment variable 'TARN_NOT_SET' is not set")]
    [InlineData("${secret:x}", "there is no secret 'x'")]
    [InlineData("${secret:}", "cannot resolve '${secret:}'")]
    [InlineData("${env:}", "cannot resolve '${env:}'")]
    [InlineData("${x", "'${x' is not closed")]
    public async Task What_cannot_be_resolved_is_an_error(string text, string message)
    {
        _lake.Write("lake.yaml", $"version: 1\nzones: {{raw: }}\ndescription: {text}\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.Equal((ErrorCodes.UnresolvedSecret, message), (error.Code, error.Message));
        Assert.Equal("lake.yaml:3:14", error.Location!.ToString());
    }

    [Fact]
    public async Task A_missing_file_is_an_error()
    {
        _lake.Write("lake.yaml", "version: 1\nzones: {raw: }\ndescription: ${file:none}\n");

        Diagnostic error = Assert.Single(await _lake.ErrorsAsync());

        Assert.StartsWith("cannot read file 'none': ", error.Message, StringComparison.Ordinal);
        Assert.Equal("paths start at the lake's directory", error.Label);
    }

    [Fact]
    public async Task SQL_is_never_touched()
    {
        const string sql = "SELECT '${env:TARN_SUBSTITUTION_TEST}'";
        _lake.Model("staging.trips", "", sql).Write("queries/q.yaml", $"kind: query\nsql: {sql}\n");

        LakeDefinition lake = await _lake.LoadAsync();

        Assert.Equal((sql, sql), (lake.Models[0].Sql, lake.Queries[0].Sql));
    }
}
