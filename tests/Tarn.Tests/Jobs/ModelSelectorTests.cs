using Tarn.Common;
using Tarn.Jobs;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class ModelSelectorTests
{
    private static readonly ModelDefinition[] Models =
    [
        Model("staging.a", "load", ["daily"], "raw.x"),
        Model("staging.b", "load", [], "raw.y"),
        Model("curated.c", "report", ["daily"], "staging.a"),
        Model("curated.d", "report", [], "curated.c", "staging.b"),
    ];

    [Theory]
    [InlineData("", "staging.a staging.b curated.c curated.d")]
    [InlineData("curated.c", "curated.c")]
    [InlineData("c", "curated.c")]
    [InlineData("+curated.c", "staging.a curated.c")]
    [InlineData("staging.a+", "staging.a curated.c curated.d")]
    [InlineData("+curated.d", "staging.a staging.b curated.c curated.d")]
    [InlineData("+curated.c+", "staging.a curated.c curated.d")]
    [InlineData("tag:daily", "staging.a curated.c")]
    [InlineData("job:load", "staging.a staging.b")]
    [InlineData("curated.*", "curated.c curated.d")]
    [InlineData("curated.d staging.a", "staging.a curated.d")]
    public void Selections_pick_models_in_dependency_order(string selections, string expected)
    {
        string[] select = selections.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(expected, string.Join(' ', ModelSelector.Select(Models, select).Select(model => model.Table)));
    }

    [Fact]
    public void A_selection_that_picks_nothing_is_an_error_with_a_suggestion()
    {
        TarnException error = Assert.Throws<TarnException>(() => ModelSelector.Select(Models, ["staging.aa"]));

        Assert.Equal(("TN1003", "did you mean 'staging.a'?"), (error.Code, error.Hint));
    }

    private static ModelDefinition Model(string table, string job, string[] tags, params string[] inputs) => new()
    {
        Table = TableName.Parse(table),
        Job = job,
        Tags = tags,
        Materialized = Materialization.Table,
        Sql = "SELECT 1",
        SqlStart = new SourceLocation($"models/{table}.sql", 1, 1),
        Inputs = [.. inputs.Select(TableName.Parse)],
    };
}
