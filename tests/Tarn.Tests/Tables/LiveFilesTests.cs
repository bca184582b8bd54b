using System.Globalization;
using Tarn.Tables;
using Tarn.Tables.Log;
using Xunit;

namespace Tarn.Tests.Tables;

/// <summary>
/// Versions of a set of files that share what they have in common, against dictionaries that share nothing.
/// </summary>
public sealed class LiveFilesTests
{
    private const int Versions = 400;
    private const int ChangesMax = 40;
    private const int Ids = 3_000;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 2_000)]
    [InlineData(3, 5)]
    public void Every_version_stays_what_it_was(int seed, int filesAtFirst)
    {
        Random random = new(seed);
        List<(LiveFiles Files, Dictionary<string, LiveFile> Twin)> versions = [First(filesAtFirst)];
        for (int version = 1; version < Versions; version++)
        {
            LiveFiles.Builder builder = versions[^1].Files.ToBuilder();
            Dictionary<string, LiveFile> twin = new(versions[^1].Twin);
            for (int change = random.Next(ChangesMax); change > 0; change--)
            {
                Change(builder, twin, random);
            }

            versions.Add((builder.Build(), twin));
        }

        Assert.All(versions, version => RequireSame(version.Twin, version.Files));
    }

    private static (LiveFiles Files, Dictionary<string, LiveFile> Twin) First(int count)
    {
        LiveFiles.Builder builder = LiveFiles.None.ToBuilder();
        Dictionary<string, LiveFile> twin = [];
        for (int i = 0; i < count; i++)
        {
            LiveFile live = File(i);
            Assert.Null(builder.Put(live.File.Id, live));
            twin.Add(live.File.Id, live);
        }

        return (builder.Build(), twin);
    }

    private static void Change(LiveFiles.Builder builder, Dictionary<string, LiveFile> twin, Random random)
    {
        LiveFile live = File(random.Next(Ids));
        string id = live.File.Id;
        if (random.Next(2) == 0)
        {
            Assert.Same(twin.GetValueOrDefault(id), builder.Put(id, live));
            twin[id] = live;
        }
        else
        {
            Assert.Same(twin.GetValueOrDefault(id), builder.Take(id));
            twin.Remove(id);
        }
    }

    private static void RequireSame(Dictionary<string, LiveFile> twin, LiveFiles files)
    {
        Assert.Equal(twin.Count, files.Count);
        Assert.True(twin.Values.ToHashSet(ReferenceEqualityComparer.Instance).SetEquals(files.Values));
        Assert.All(twin, pair => Assert.True(files.TryGetValue(pair.Key, out LiveFile? live) && live == pair.Value));
        Assert.False(files.ContainsKey("none"));
    }

    private static LiveFile File(int number) => new(
        new DataFile
        {
            Path = number.ToString(CultureInfo.InvariantCulture),
            PartitionValues = new Dictionary<string, string?>(),
            SizeBytes = 1,
            ModifiedUnixMs = 1,
        },
        IsTarn: true);
}
