using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Tarn.Cli.Hosting;
using Tarn.Common;
using Tarn.Jobs;
using Tarn.Jobs.Inputs;
using Tarn.Jobs.Runs;
using Tarn.Tables;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Jobs;

/// <summary>What an incremental model has consumed is kept in segments, of which a run writes the new ones.</summary>
public sealed class BookmarkSegmentTests : IDisposable
{
    private static readonly TableName Events = TableName.Parse("staging.events");

    private readonly LakeRig _lake = EventsLake.Create();

    public BookmarkSegmentTests() =>
        _lake.WriteModel("staging.events", "materialized: incremental", EventsLake.AllColumns);

    private string Segments => Path.Join(_lake.Directory, ".tarn", "documents", "consumed", "staging.events");

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_run_leaves_large_segments_alone_and_joins_small_ones()
    {
        for (int i = 0; i < 40; i++)
        {
            Deliver(i);
        }

        await _lake.RunOneAsync();
        string first = Directory.GetFiles(Segments).Single();
        DateTime written = File.GetLastWriteTimeUtc(first);
        List<string> shapes = [];
        for (int i = 40; i < 45; i++)
        {
            Deliver(i);
            Assert.Equal(1, (await _lake.RunOneAsync()).RowsOut);
            shapes.Add(string.Join(' ', (await ReadAsync()).Segments.Select(segment => segment.Files)));
        }

        Assert.Equal(["40 1", "40 2", "40 3", "40 3 1", "40 5"], shapes);
        Assert.Equal(written, File.GetLastWriteTimeUtc(first));
        Assert.Equal(2, Directory.GetFiles(Segments).Length);
        Assert.Empty((await ReadAsync()).Consumed);
        Assert.Equal(45, (await ReadWholeAsync()).Consumed.Count);
        Assert.Equal(RunState.UpToDate, (await _lake.RunOneAsync()).State);
    }

    [Fact]
    public async Task A_bookmark_with_a_list_is_read_and_becomes_segments()
    {
        Deliver(0);
        Deliver(1);
        await _lake.RunOneAsync();
        await MakeOldAsync();

        Assert.Equal(RunState.UpToDate, (await _lake.RunOneAsync()).State);
        Deliver(2);
        Assert.Equal(1, (await _lake.RunOneAsync()).RowsOut);

        Bookmark bookmark = await ReadAsync();
        Assert.Equal((0, 3), (bookmark.Consumed.Count, bookmark.Segments.Single().Files));
    }

    [Fact]
    public async Task A_file_that_changed_is_consumed_once_with_its_new_ETag()
    {
        for (int i = 0; i < 9; i++)
        {
            Deliver(i);
        }

        await _lake.RunOneAsync();
        _lake.Deliver("f3", "3,2024-02-01,changed,1");
        await _lake.RunOneAsync();

        Assert.Equal(9, (await ReadWholeAsync()).Consumed.Count);
        Assert.Equal(RunState.UpToDate, (await _lake.RunOneAsync()).State);
        Assert.Equal(["10"], await _lake.QueryAsync("SELECT count(*) FROM staging.events"));
    }

    [Fact]
    public async Task Rewinding_and_resetting_work_over_segments()
    {
        for (int i = 0; i < 6; i++)
        {
            Deliver(i);
            await _lake.RunOneAsync();
        }

        using (LakeHost host = await _lake.OpenAsync())
        {
            using JobRunner runner = await host.LockForRunsAsync(CancellationToken.None);
            await new BookmarkEditor(host.Bookmarks, host.Tables, TimeProvider.System).RewindAsync(
                Events, new AsOf.Version(4), CancellationToken.None);
        }

        Assert.Equal(2, (await _lake.RunOneAsync()).RowsOut);
        Assert.Equal(6, (await ReadWholeAsync()).Consumed.Count);
        using (LakeHost host = await _lake.OpenAsync())
        {
            await host.Bookmarks.ResetAsync(Events, CancellationToken.None);
        }

        Assert.Equal(6, (await _lake.RunOneAsync()).RowsOut);
        Assert.Single(Directory.GetFiles(Segments));
    }

    [Fact]
    public async Task A_segment_that_is_missing_stops_the_model_instead_of_reading_all_again()
    {
        Deliver(0);
        await _lake.RunOneAsync();
        File.Delete(Directory.GetFiles(Segments).Single());
        Deliver(1);

        StepReport step = await _lake.RunOneAsync();

        Assert.Equal((RunState.Failed, ErrorCodes.StateCorrupt), (step.State, step.ErrorCode));
        Assert.Contains("tarn bookmark reset staging.events", step.Hint, StringComparison.Ordinal);
    }

    /// <summary>Writes the bookmark as it was before there were segments.</summary>
    private async Task MakeOldAsync()
    {
        const string name = "bookmarks/staging.events";
        using LakeHost host = await _lake.OpenAsync();
        await host.Bookmarks.WriteAsync(Events, await ReadWholeAsync(), CancellationToken.None);
        JsonTypeInfo<JsonObject> type =
            (JsonTypeInfo<JsonObject>)JsonSerializerOptions.Default.GetTypeInfo(typeof(JsonObject));
        await host.Documents.UpdateAsync(
            name,
            bookmark =>
            {
                Assert.True(bookmark!.Remove("segments"));
                return bookmark;
            },
            type,
            CancellationToken.None);
        Directory.Delete(Segments, recursive: true);
    }

    private void Deliver(int number) => _lake.Deliver(
        string.Create(CultureInfo.InvariantCulture, $"f{number}"),
        string.Create(CultureInfo.InvariantCulture, $"{number},2024-02-01,a,1"));

    private async Task<Bookmark> ReadAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        return (await host.Bookmarks.ReadAsync(Events, CancellationToken.None))!;
    }

    private async Task<Bookmark> ReadWholeAsync()
    {
        using LakeHost host = await _lake.OpenAsync();
        return (await host.Bookmarks.ReadWholeAsync(Events, CancellationToken.None))!;
    }
}
