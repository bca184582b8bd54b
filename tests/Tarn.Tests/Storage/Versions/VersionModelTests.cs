using System.Text;
using Tarn.Storage;
using Tarn.Storage.Attributes;
using Tarn.Storage.Versions;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Versions;

/// <summary>Random changes of a bucket and of its model, which must stay the same.</summary>
public sealed class VersionModelTests : IDisposable
{
    private static readonly int Seeds = LongTests.Choose(shortly: 5, atLength: 12);
    private const int StepsPerSeed = 150;

    private static readonly string[] Keys = ["a", "a/", "a/b", "a/b/c", "b", "../b", "é", "c//d"];

    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private readonly VersionModel _model = new();
    private LocalObjectStore _store;

    public VersionModelTests() => _store = Open();

    public static TheoryData<int> AllSeeds { get; } = [.. Enumerable.Range(1, Seeds)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public async Task A_bucket_with_versions_is_lists_of_versions(int seed)
    {
        Random random = new(seed);
        for (int step = 0; step < StepsPerSeed; step++)
        {
            string key = Keys[random.Next(Keys.Length)];
            await ChangeAsync(random, key, $"content {step}");
            await AssertKeyAsync(key);
        }

        await AssertListedAsync(new VersionRange(new KeyRange()));
        foreach (string prefix in new[] { "a", "a/", "c", "../", "x" })
        {
            await AssertListedAsync(new VersionRange(new KeyRange { Prefix = prefix }));
        }

        await AssertPagesAsync();
        await DeleteAllAsync();
    }

    private Task ChangeAsync(Random random, string key, string content) => random.Next(14) switch
    {
        < 5 => PutAsync(key, content, PutCondition.None),
        5 => PutAsync(key, content, PutCondition.IfAbsent),
        6 or 7 => DeleteAsync(key),
        8 or 9 => DeleteVersionAsync(key, RandomId(random, key)),
        10 => SetStatusAsync(random.Next(2) == 0 ? VersioningStatus.Enabled : VersioningStatus.Suspended),
        11 => DropAsync(key, content),
        12 => LoseAsync(key),
        _ => ReopenAsync(),
    };

    private async Task PutAsync(string key, string content, PutCondition condition)
    {
        using MemoryStream bytes = new(Encoding.UTF8.GetBytes(content));
        PutResult result = await _store.Versions.PutAsync(
            key, bytes, condition, () => new ObjectAttributes { ContentType = content }, Cancellation);
        if (result is PutResult.Stored stored)
        {
            Assert.Equal(_model.Status == VersioningStatus.Unversioned, stored.VersionId is null);
            Assert.Equal(_model.Status == VersioningStatus.Suspended, stored.VersionId == ObjectVersion.NullId);
            Assert.True(condition == PutCondition.None || _model.Current(key) is null);
            _model.Put(key, stored.VersionId, content);
        }
        else
        {
            Assert.Equal(PutCondition.IfAbsent, condition);
            Assert.NotNull(_model.Current(key));
        }
    }

    private async Task DeleteAsync(string key)
    {
        DeletedVersion deleted = await _store.Versions.DeleteAsync(key, Cancellation);
        Assert.Equal(_model.Status != VersioningStatus.Unversioned, deleted.IsMarker);
        _model.Delete(key, deleted.VersionId);
    }

    private async Task DeleteVersionAsync(string key, string id)
    {
        bool isMarker = _model.Versions(key).Any(version => version.Id == id && version.Content is null);
        DeletedVersion deleted = await _store.Versions.DeleteAsync(key, id, Cancellation);
        Assert.Equal(new DeletedVersion(id, isMarker), deleted);
        _model.DeleteVersion(key, id);
    }

    private async Task SetStatusAsync(VersioningStatus status)
    {
        await _store.Versions.SetStatusAsync(status, Cancellation);
        _model.Status = status;
    }

    private async Task DropAsync(string key, string content)
    {
        await _store.PutAsync(key, Encoding.UTF8.GetBytes(content), PutCondition.None, Cancellation);
        _model.Drop(key, content);
    }

    private async Task LoseAsync(string key)
    {
        await _store.DeleteAsync([key], Cancellation);
        _model.Lose(key);
    }

    private async Task ReopenAsync()
    {
        _store = Open();
        Assert.Equal(_model.Status, await _store.Versions.GetStatusAsync(Cancellation));
    }

    private async Task AssertKeyAsync(string key)
    {
        Assert.Equal(_model.Current(key), Text(await _store.ReadAsync(key, Cancellation)));
        foreach ((string id, string? content, bool isLatest) in _model.Versions(key))
        {
            ObjectVersion found = (await _store.Versions.FindAsync(key, id, Cancellation))!;
            Assert.Equal((id, content is null, isLatest), (found.VersionId, found.IsMarker, found.IsLatest));
            Assert.Equal(content, await ReadAsync(key, id));
            Assert.Equal(isLatest, found.NoncurrentSince is null);
        }

        Assert.Null(await _store.Versions.FindAsync(key, "none", Cancellation));
        (string Id, string? Content, bool IsLatest)[] latest =
            [.. _model.Versions(key).Where(version => version.IsLatest)];
        ObjectVersion? now = await _store.Versions.FindAsync(key, versionId: null, Cancellation);
        Assert.Equal(latest.Select(version => version.Id).SingleOrDefault(), now?.VersionId);
    }

    private async Task<string?> ReadAsync(string key, string id)
    {
        using OpenObject? open = await _store.Versions.OpenAsync(key, id, Cancellation);
        if (open is null)
        {
            return null;
        }

        string text = await TextOf.AllAsync(open, Cancellation);
        Assert.Contains(open.Found.Attributes.ContentType, new[] { null, text });
        return text;
    }

    private async Task AssertListedAsync(VersionRange range)
    {
        List<(string Key, string Id)> listed = await ListAsync(range);
        Assert.Equal(Expected(range.Keys.Prefix), listed);
    }

    /// <summary>Every place in the listing is one where a next page may begin.</summary>
    private async Task AssertPagesAsync()
    {
        List<(string Key, string Id)> all = await ListAsync(new VersionRange(new KeyRange()));
        for (int i = 0; i < all.Count; i++)
        {
            List<(string Key, string Id)> rest = await ListAsync(
                new VersionRange(new KeyRange { After = all[i].Key }, all[i].Id));
            Assert.Equal(all[(i + 1)..], rest);
        }
    }

    private async Task DeleteAllAsync()
    {
        foreach ((string key, string id) in await ListAsync(new VersionRange(new KeyRange())))
        {
            await _store.Versions.DeleteAsync(key, id, Cancellation);
        }

        string[] left = [.. Directory.EnumerateFiles(_directory.Sub("raw"), "*", SearchOption.AllDirectories)];
        Assert.All(left, file => Assert.Equal("versioning.json", Path.GetFileName(file)));
    }

    private IEnumerable<(string Key, string Id)> Expected(string prefix) =>
        from key in _model.Keys
        where key.StartsWith(prefix, StringComparison.Ordinal)
        from version in _model.Versions(key)
        select (key, version.Id);

    private async Task<List<(string Key, string Id)>> ListAsync(VersionRange range)
    {
        List<(string Key, string Id)> listed = [];
        await foreach (ListedVersion version in _store.Versions.ListAsync(range, Cancellation))
        {
            ObjectVersion found = ((ListedVersion.Version)version).Found;
            listed.Add((found.Key, found.VersionId));
        }

        return listed;
    }

    private string RandomId(Random random, string key)
    {
        string[] ids = [.. _model.Versions(key).Select(version => version.Id), ObjectVersion.NullId, "none"];
        return ids[random.Next(ids.Length)];
    }

    private LocalObjectStore Open() => new("raw", _directory.Sub("raw"), TimeProvider.System, _ids);

    private static string? Text(byte[]? content) => content is null ? null : Encoding.UTF8.GetString(content);
}
