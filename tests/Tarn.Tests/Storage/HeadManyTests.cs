using System.Diagnostics;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage;

public sealed class HeadManyTests : IDisposable
{
    private const int Count = 3000;

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Many_objects_are_looked_up_as_one_by_one()
    {
        LocalObjectStore store = Create();
        string[] keys = [.. Enumerable.Range(0, Count).Select(i => $"t/p={i % 7}/part-{i}.parquet")];
        for (int i = 0; i < Count; i += 2)
        {
            string path = store.EnginePath(keys[i]);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, new string('x', i % 50), Cancellation);
        }

        await store.HeadManyAsync(keys, Cancellation);
        long start = Stopwatch.GetTimestamp();
        IReadOnlyList<ObjectInfo?> found = await store.HeadManyAsync(keys, Cancellation);
        double microseconds = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{microseconds:F2} µs a file");

        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(i % 2 == 0 ? await store.HeadAsync(keys[i], Cancellation) : null, found[i]);
        }
    }

    [Fact]
    public async Task A_link_out_of_the_bucket_is_refused_for_file_and_directory()
    {
        LocalObjectStore store = Create();
        string outside = _directory.Sub("outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Join(outside, "f"), "x", Cancellation);
        await store.CreateAsync(Cancellation);
        string bucket = _directory.Sub("b");
        Directory.CreateSymbolicLink(Path.Join(bucket, "d"), outside);
        File.CreateSymbolicLink(Path.Join(bucket, "f"), Path.Join(outside, "f"));
        foreach (string key in (string[])["d/f", "f"])
        {
            TarnException exception = await Assert.ThrowsAsync<TarnException>(
                () => store.HeadManyAsync([key], Cancellation));
            Assert.Equal(ErrorCodes.BadKey, exception.Code);
        }
    }

    [Fact]
    public async Task Other_stores_look_up_one_by_one()
    {
        IObjectStore store = new InMemoryObjectStore("b", new ManualTimeProvider());
        await store.PutAsync("a", new byte[] { 1 }, PutCondition.None, Cancellation);
        IReadOnlyList<ObjectInfo?> found = await store.HeadManyAsync(["x", "a"], Cancellation);
        Assert.Null(found[0]);
        Assert.Equal(1, found[1]!.SizeBytes);
    }

    private LocalObjectStore Create() =>
        new("b", _directory.Sub("b"), TimeProvider.System, new SequentialIdSource());
}
