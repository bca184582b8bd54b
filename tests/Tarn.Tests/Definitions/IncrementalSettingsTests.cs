using Tarn.Common;
using Tarn.Definitions;
using Tarn.Jobs;
using Xunit;

namespace Tarn.Tests.Definitions;

/// <summary>
/// What models that read what is new may say: when their job starts, and what they drop and set aside.
/// </summary>
public sealed class IncrementalSettingsTests : IDisposable
{
    private const string FromTrips = "SELECT * FROM raw.trips";

    private readonly LakeDirectory _lake = new();

    /// <summary>Front matter that is refused, and part of the message.</summary>
    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "on_arrival: soon", "on_arrival is 'soon'" },
        { "on_arrival: {quite: 1s}", "unknown key 'quite'" },
        { "on_arrival: {quiet: 1}", "quiet is '1'" },
        { "materialized: view\non_arrival: true", "a view has no on_arrival" },
        { "max_tries: 3", "max_tries is for incremental models" },
        { "materialized: incremental\nmax_tries: 0", "max_tries is '0'" },
        { "deduplicate: {key: id, by: at, within: 1h}", "deduplicate is for incremental models that append" },
        {
            "materialized: incremental\nstrategy: merge\nunique_key: id\ndeduplicate: {key: id, by: at, within: 1h}",
            "deduplicate is for incremental models that append"
        },
        { "materialized: incremental\ndeduplicate: {key: id, within: 1h}", "has no 'by'" },
        { "materialized: incremental\ndeduplicate: {key: id, by: at}", "has no 'within'" },
    };

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task Settings_are_read_and_have_defaults()
    {
        _lake.Model(
            "staging.a",
            "materialized: incremental\non_arrival: {quiet: 5s, max_wait: 1m}\nmax_tries: 7\n"
            + "deduplicate: {key: [id, kind], by: at, within: 36h}",
            FromTrips);
        _lake.Model("staging.b", "materialized: incremental\non_arrival: true", FromTrips);
        _lake.Model("staging.c", "on_arrival: false", FromTrips);

        LakeDefinition lake = await _lake.LoadAsync();

        ModelDefinition a = lake.Models.Single(model => model.Table.Table == "a");
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)), (a.OnArrival!.QuietTime, a.OnArrival.WaitMax));
        Assert.Equal(7, a.TriesMax);
        Assert.Equal(["id", "kind"], a.Deduplicate!.Key);
        Assert.Equal(("at", TimeSpan.FromHours(36)), (a.Deduplicate.By, a.Deduplicate.Within));
        ModelDefinition b = lake.Models.Single(model => model.Table.Table == "b");
        Assert.Equal(new ArrivalTrigger(), b.OnArrival);
        Assert.Equal(3, b.TriesMax);
        Assert.Null(b.Deduplicate);
        Assert.Null(lake.Models.Single(model => model.Table.Table == "c").OnArrival);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_makes_no_sense_is_refused(string frontMatter, string message)
    {
        _lake.Model("staging.a", frontMatter, FromTrips);

        IReadOnlyList<Diagnostic> errors = await _lake.ErrorsAsync();

        Assert.Contains(errors, error => error.Message.Contains(message, StringComparison.Ordinal));
    }
}
