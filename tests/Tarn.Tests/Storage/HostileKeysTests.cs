using System.Text;
using Tarn.Common;
using Tarn.Storage;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage;

/// <summary>Keys that cannot be paths as they are: each is stored, found and listed all the same.</summary>
public sealed class HostileKeysTests : IDisposable
{
    private static readonly int Seeds = LongTests.Choose(shortly: 3, atLength: 8);
    private const int StepsPerSeed = 150;

    private static readonly string[] Segments =
    [
        "", "", ".", "..", "a", "a", "b", "a%2F", "%2e%2e", "=a", "+a", "~a", ".tarn-keys", ".tarn-incoming",
        ".tarn-attributes", "\0", "\n", "a ", "a.", "C:", "\\..\\..", "é", "\uffee", "😀", new string('x', 230),
        new string('ü', 150),
    ];

    private readonly TemporaryDirectory _directory = new();
    private readonly LocalObjectStore _store;

    public HostileKeysTests() =>
        _store = new LocalObjectStore("raw", Root, new ManualTimeProvider(), new SequentialIdSource());

    public static TheoryData<int> AllSeeds { get; } = [.. Enumerable.Range(1, Seeds)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => _directory.Sub("data", "raw");

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task A_bucket_is_a_dictionary_of_keys(int seed)
    {
        Random random = new(seed);
        SortedDictionary<string, string> model = new(KeyOrder.Instance);
        for (int step = 0; step < StepsPerSeed; step++)
        {
            string key = Key(random, model);
            switch (random.Next(8))
            {
                case < 4:
                    await _store.PutAsync(key, Bytes($"{step}"), PutCondition.None, Cancellation);
                    model[key] = $"{step}";
                    break;
                case 4:
                    PutResult result = await _store.PutAsync(key, Bytes("new"), PutCondition.IfAbsent, Cancellation);
                    Assert.Equal(model.TryAdd(key, "new"), result is PutResult.Stored);
                    break;
                case 5:
                    string file = _directory.Sub("file");
                    await File.WriteAllTextAsync(file, $"moved {step}", Cancellation);
                    await _store.MoveInAsync(file, key, Cancellation);
                    model[key] = $"moved {step}";
                    break;
                default:
                    await _store.DeleteAsync([key], Cancellation);
                    model.Remove(key);
                    break;
            }

            await AssertReadAsync(model, key);
            await AssertListedAsync(model, Range(random, model));
        }

        await AssertListedAsync(model, new KeyRange());
        foreach (string key in model.Keys)
        {
            await AssertReadAsync(model, key);
        }

        Assert.Equal(
            ["data", "data/raw"],
            Directory.EnumerateFileSystemEntries(_directory.Path)
                .Concat(Directory.EnumerateFileSystemEntries(_directory.Sub("data")))
                .Select(path => Path.GetRelativePath(_directory.Path, path)));
        await _store.DeleteAsync([.. model.Keys], Cancellation);
        Assert.Empty(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(Path.Join(Root, ".tarn-keys")));
    }

    [Fact]
    public async Task An_object_below_which_others_are_put_stays_and_theirs_are_plain_files()
    {
        await PutAsync("a", "of a");
        await PutAsync("a/b", "of b");
        await PutAsync("a/b/c", "of c");

        Assert.Equal(["a", "a/b", "a/b/c"], await KeysAsync());
        Assert.Equal(Path.Join(Root, "a", "b", "c"), _store.EnginePath("a/b/c"));
        Assert.Equal("of a", await File.ReadAllTextAsync(_store.EnginePath("a"), Cancellation));
        Assert.Equal("of b", await ReadAsync("a/b"));

        await _store.DeleteAsync(["a/b/c", "a/b"], Cancellation);
        Assert.Equal("of a", await ReadAsync("a"));
        await PutAsync("a", "again");

        Assert.Equal("again", await File.ReadAllTextAsync(Path.Join(Root, "a"), Cancellation));
        Assert.Equal(["a"], await KeysAsync());
        Assert.False(Directory.Exists(Path.Join(Root, ".tarn-keys")));
    }

    [Fact]
    public async Task Of_a_plain_and_an_escaped_file_of_one_key_the_plain_one_counts()
    {
        await PutAsync("a/b", "x");
        await PutAsync("a", "escaped");
        string escaped = _store.EnginePath("a");
        Directory.Delete(Path.Join(Root, "a"), recursive: true);
        await File.WriteAllTextAsync(Path.Join(Root, "a"), "dropped", Cancellation);

        Assert.StartsWith(Path.Join(Root, ".tarn-keys"), escaped, StringComparison.Ordinal);
        Assert.Equal("dropped", await ReadAsync("a"));
        Assert.Equal(["a"], await KeysAsync());
        await _store.DeleteAsync(["a"], Cancellation);
        Assert.Null(await ReadAsync("a"));
    }

    [Fact]
    public async Task An_object_keeps_its_content_while_others_are_put_and_deleted_below_it()
    {
        await PutAsync("a", "stays");
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task reader = Task.Run(
            async () =>
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.Equal("stays", await ReadAsync("a"));
                    Assert.Equal("a", (await KeysAsync())[0]);
                }
            },
            Cancellation);
        for (int i = 0; i < 100; i++)
        {
            await PutAsync("a/b", "x");
            await _store.DeleteAsync(["a/b"], Cancellation);
            await PutAsync("a", "stays");
        }

        await done.CancelAsync();
        await reader;
    }

    [Fact]
    public async Task Writers_of_an_object_and_of_those_below_it_lose_nothing()
    {
        for (int round = 0; round < 30; round++)
        {
            string[] keys = [$"{round}", $"{round}/x", $"{round}/x/y", $"{round}/"];
            await Task.WhenAll(keys.Select(key => PutAsync(key, key)));

            Assert.Equal(keys, await Task.WhenAll(keys.Select(ReadAsync)));
        }
    }

    [Fact]
    public async Task A_link_is_not_moved_aside_for_objects_below_it()
    {
        await PutAsync("target", "x");
        File.CreateSymbolicLink(Path.Join(Root, "link"), "target");

        TarnException refused = await Assert.ThrowsAsync<TarnException>(() => PutAsync("link/below", "y"));

        Assert.Equal(ErrorCodes.BadKey, refused.Code);
        Assert.Equal("x", await ReadAsync("link"));
    }

    private static string Key(Random random, SortedDictionary<string, string> model)
    {
        if (model.Count > 0 && random.Next(3) == 0)
        {
            return model.Keys.ElementAt(random.Next(model.Count));
        }

        string key;
        do
        {
            key = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.GetItems(Segments, 1)[0]));
        }
        while (key.Length == 0 || Encoding.UTF8.GetByteCount(key) > 1024);
        return key;
    }

    private static KeyRange Range(Random random, SortedDictionary<string, string> model)
    {
        string key = Key(random, model);
        return new KeyRange
        {
            Prefix = random.Next(2) == 0 ? "" : WholeRunes(key[..random.Next(key.Length)]),
            After = random.Next(2) == 0 ? null : Key(random, model),
            Delimiter = random.GetItems([null, "/", "/", "//", "a"], 1)[0],
        };
    }

    private static string WholeRunes(string text) => char.IsHighSurrogate(text.LastOrDefault()) ? text[..^1] : text;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task AssertReadAsync(SortedDictionary<string, string> model, string key)
    {
        Assert.Equal(model.GetValueOrDefault(key), await ReadAsync(key));
        ObjectInfo? found = await _store.HeadAsync(key, Cancellation);
        Assert.Equal(model.GetValueOrDefault(key)?.Length, (int?)found?.SizeBytes);
        Assert.Equal(found, (await _store.HeadManyAsync([key], Cancellation))[0]);
    }

    private async Task AssertListedAsync(SortedDictionary<string, string> model, KeyRange range)
    {
        string[] expected =
        [
            .. model.Keys
                .Where(key => key.StartsWith(range.Prefix, StringComparison.Ordinal))
                .Select(key => range.CommonPrefixOf(key) is { } common ? $"common {common}" : key)
                .Where(entry => !range.IsBefore(entry.Replace("common ", "", StringComparison.Ordinal)))
                .Distinct(),
        ];
        List<string> listed = [];
        await foreach (ListedKey entry in _store.ListAsync(range, Cancellation))
        {
            listed.Add(entry switch
            {
                ListedKey.CommonPrefix common => $"common {common.Prefix}",
                ListedKey.Object found => found.Info.Key,
                _ => throw new InvalidOperationException($"{entry}"),
            });
        }

        Assert.Equal(expected, listed);
    }

    private Task<PutResult> PutAsync(string key, string content) =>
        _store.PutAsync(key, Bytes(content), PutCondition.None, Cancellation);

    private async Task<string?> ReadAsync(string key) =>
        await _store.ReadAsync(key, Cancellation) is byte[] content ? Encoding.UTF8.GetString(content) : null;

    private async Task<List<string>> KeysAsync()
    {
        List<string> keys = [];
        await foreach (ObjectInfo info in _store.ListAsync("", Cancellation))
        {
            keys.Add(info.Key);
        }

        return keys;
    }
}
