using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Stored;
using Xunit;

namespace Tarn.Tests.Jobs;

public sealed class JobArgumentsTests
{
    private static readonly KnownJob Job = new()
    {
        Name = "nightly",
        ModelsJob = "totals",
        Models = [],
        Stored = new StoredJob
        {
            Name = "nightly",
            DefaultArguments = new Dictionary<string, string> { ["--a"] = "default", ["--b"] = "default" },
            FixedArguments = new Dictionary<string, string> { ["--c"] = "fixed" },
        },
    };

    [Fact]
    public void A_run_overrides_what_is_usual_and_not_what_is_fixed()
    {
        IReadOnlyDictionary<string, string> arguments = JobArguments.Of(
            Job, new Dictionary<string, string> { ["--b"] = "run", ["--c"] = "run" });

        Assert.Equal("default run fixed", $"{arguments["--a"]} {arguments["--b"]} {arguments["--c"]}");
    }

    [Theory]
    [InlineData("job-bookmark-enable", false)]
    [InlineData("job-bookmark-disable", true)]
    public void A_run_without_bookmarks_takes_all_input(string option, bool isRefreshed)
    {
        Dictionary<string, string> arguments = new() { [JobArguments.Bookmarks] = option };

        Assert.Equal(isRefreshed, JobArguments.RequestOf(Job, arguments, "1").FullRefresh);
    }

    [Fact]
    public void A_request_names_the_job_of_models_and_what_is_selected_of_it()
    {
        Dictionary<string, string> arguments = new() { [JobArguments.Select] = "+a.b tag:x" };

        Tarn.Jobs.Runs.RunRequest request = JobArguments.RequestOf(Job, arguments, "1");

        Assert.Equal(["totals"], request.Jobs);
        Assert.Equal(["+a.b", "tag:x"], request.Select);
    }

    [Theory]
    [InlineData("--start", "2024-01-01")]
    [InlineData("start", "2024-01-01")]
    [InlineData("--begin", null)]
    public void An_argument_of_the_name_of_a_parameter_is_its_value(string argument, string? value)
    {
        SourceLocation place = new("models/a/b.sql", 1, 1, 1);
        KnownJob job = Job with
        {
            Models =
            [
                new ModelDefinition
                {
                    Table = TableName.Parse("a.b"),
                    Job = "totals",
                    Materialized = Materialization.Incremental,
                    Sql = "SELECT :start AS start",
                    SqlStart = place,
                    Inputs = [],
                    Parameters = [new ModelParameter("start", Default: null) { Location = place }],
                },
            ],
        };

        Tarn.Jobs.Runs.RunRequest request = JobArguments.RequestOf(
            job, new Dictionary<string, string> { [argument] = "2024-01-01" }, "1");

        Assert.Equal(value, request.Parameters.GetValueOrDefault("start"));
    }
}
