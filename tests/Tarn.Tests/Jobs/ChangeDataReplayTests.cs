using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>Random runs: the changes of their versions, applied to an earlier version, give the later one.</summary>
public sealed class ChangeDataReplayTests : IDisposable
{
    private const int Runs = 6;
    private readonly LakeRig _lake = EventsLake.Create();

    public void Dispose() => _lake.Dispose();

    [Theory]
    [InlineData("merge", "", 1)]
    [InlineData("merge", "\npartition_by: [day]", 2)]
    [InlineData("delete_insert", "", 3)]
    [InlineData("delete_insert", "\npartition_by: [kind, day]", 4)]
    public async Task Changes_lead_from_version_to_version(string strategy, string layout, int seed)
    {
        Random random = new(seed);
        _lake.WriteModel(
            "staging.events",
            $"materialized: incremental\nstrategy: {strategy}\nunique_key: [id]{layout}",
            EventsLake.AllColumns);
        _lake.Deliver("first", [.. Enumerable.Range(0, 200).Select(id => Line(id, random))]);
        await _lake.RunOneAsync();
        await _lake.SetPropertyAsync("delta.enableChangeDataFeed", "true");
        for (int run = 0; run < Runs; run++)
        {
            if (run == Runs / 2)
            {
                await _lake.SetPropertyAsync("delta.enableDeletionVectors", "true");
            }

            int rows = random.Next(1, 40);
            _lake.Deliver($"run{run}", [.. Enumerable.Range(0, 300).OrderBy(_ => random.Next()).Take(rows)
                .Select(id => Line(id, random))]);
            await _lake.RunOneAsync();
        }

        long newest = long.Parse((await _lake.QueryAsync(
            "SELECT max(_commit_version) FROM table_changes('staging.events', 1)"))[0]);
        Assert.Equal(1 + Runs + 1, newest);
        Assert.Equal(["0"], await _lake.QueryAsync(Difference(1, newest)));
        for (long from = 1; from < newest; from++)
        {
            Assert.Equal(["0"], await _lake.QueryAsync(Difference(from, from + 1)));
        }
    }

    private static string Line(int id, Random random) =>
        $"{id},2024-02-0{random.Next(1, 4)},{(random.Next(5) == 0 ? "" : $"k{random.Next(3)}")},{random.Next(100)}";

    /// <summary>Number of rows in which one version with the changes differs from another version.</summary>
    private static string Difference(long from, long to)
    {
        string changes = $"table_changes('staging.events', {from + 1}, {to})";
        string rows = $"SELECT id, day, kind, amount FROM {changes} WHERE _change_type IN";
        string gone = $"{rows} ('delete', 'update_preimage')";
        string come = $"{rows} ('insert', 'update_postimage')";
        return $"""
            WITH before AS (SELECT * FROM staging.events FOR VERSION AS OF {from}),
                later AS (SELECT * FROM staging.events FOR VERSION AS OF {to}),
                one AS (FROM before UNION ALL {come}),
                other AS (FROM later UNION ALL {gone})
            SELECT count(*) FROM (
                (FROM one EXCEPT ALL FROM other) UNION ALL (FROM other EXCEPT ALL FROM one))
            """;
    }
}
