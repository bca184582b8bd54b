using Tarn.State;
using Tarn.Storage;
using Tarn.Storage.Archive;
using Tarn.Storage.Attributes;
using Tarn.Storage.Lifecycle;
using Tarn.Storage.Versions;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Storage.Lifecycle;

public sealed class LifecycleSweeperTests : IDisposable
{
    private const string Bucket = "cold-things";

    private static readonly byte[] Content = new byte[200 * 1024];

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTimeProvider _clock = new();
    private readonly FakeUploads _uploads = new();
    private readonly LifecycleParts _parts;

    public LifecycleSweeperTests()
    {
        SequentialIdSource ids = new();
        Directory.CreateDirectory(_directory.Sub(".tarn"));
        _parts = new LifecycleParts
        {
            Buckets = new Buckets(_directory.Sub("data"), _clock, ids),
            Configurations = new LifecycleStore(new DocumentStore(_directory.Sub(".tarn"), ids)),
            Uploads = _uploads,
            TimeProvider = _clock,
        };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LocalObjectStore Store => _parts.Buckets.GetLocal(Bucket);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_object_goes_from_class_to_class_and_then_away()
    {
        await SetAsync(new LifecycleRule
        {
            Id = "age",
            IsEnabled = true,
            Filter = Everything,
            Transitions =
            [
                new TransitionAction { Days = 30, StorageClass = StorageClasses.StandardIa },
                new TransitionAction { Days = 60, StorageClass = StorageClasses.Glacier },
                new TransitionAction { Days = 90, StorageClass = StorageClasses.DeepArchive },
            ],
            Expiration = new ExpirationAction { Days = 120 },
        });
        await Store.PutAsync("a/b", Content, PutCondition.None, Cancellation);

        Assert.Equal([], await SweepAsync(days: 30));
        Assert.Equal(["Transition a/b STANDARD_IA"], await SweepAsync(days: 1));
        Assert.Equal([], await SweepAsync(days: 29));
        Assert.Equal(["Transition a/b GLACIER"], await SweepAsync(days: 1));
        Assert.True((await Store.HeadAsync("a/b", Cancellation))!.IsArchived);
        Assert.Equal(["Transition a/b DEEP_ARCHIVE"], await SweepAsync(days: 30));
        AttributedObject found = (await Store.FindAsync("a/b", Cancellation))!;
        Assert.Equal(
            (StorageClasses.DeepArchive, Content.Length, true),
            (found.Attributes.StorageClass, (int)found.Info.SizeBytes, found.Info.IsArchived));
        Assert.Equal(["Expire a/b"], await SweepAsync(days: 30));
        Assert.Null(await Store.HeadAsync("a/b", Cancellation));
        Assert.Equal([], await SweepAsync(days: 30));
        Assert.Equal(4, await LifecycleLog.ReadAsync(_directory.Sub(".tarn"), Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_plan_says_what_a_sweep_does_and_changes_nothing()
    {
        await SetAsync(Expiring("r", days: 1));
        await Store.PutAsync("k", Content, PutCondition.None, Cancellation);
        _clock.Advance(TimeSpan.FromDays(2));

        List<DueAction> plan = await new LifecyclePlan(_parts, _clock.GetUtcNow())
            .FindAsync(Bucket, Cancellation).ToListAsync(Cancellation);

        Assert.NotNull(await Store.HeadAsync("k", Cancellation));
        LifecycleRecord planned = Assert.Single(plan).Record;
        Assert.Equal(
            (LifecycleActionKind.Expire, "k", "r", Content.Length),
            (planned.Action, planned.Key, planned.Rule, (int)planned.SizeBytes!));
        Assert.Equal(["Expire k"], await SweepAsync(days: 0));
    }

    [Fact]
    public async Task An_object_that_cannot_be_changed_does_not_keep_others_from_it()
    {
        await SetAsync(new LifecycleRule
        {
            Id = "r",
            IsEnabled = true,
            Filter = Everything,
            AbortUploadsAfterDays = 1,
            Expiration = new ExpirationAction { Days = 1 },
        });
        await Store.PutAsync("k", Content, PutCondition.None, Cancellation);
        _uploads.Uploads = [new("bad", "u1", _clock.GetUtcNow()), new("good", "u2", _clock.GetUtcNow())];
        _clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(["AbortUpload u1 !no way", "AbortUpload u2", "Expire k"], await SweepAsync(days: 0));

        Assert.Equal(["good"], _uploads.Aborted);
        Assert.Equal(
            [null, null, null, "no way"],
            await LifecycleLog.ReadAsync(_directory.Sub(".tarn"), Cancellation)
                .Select(record => record.Error).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task A_restored_copy_goes_at_its_midnight_and_what_a_crash_left_goes_too()
    {
        await using RestoreService restores = new(_parts.Buckets, _clock, exception => throw exception);
        foreach (string key in (string[])["kept", "left"])
        {
            await Store.Archive.PutAsync(
                key, new MemoryStream(Content), PutCondition.None, () => ObjectAttributes.None, Cancellation);
        }

        // As if the process had died after the object was put anew, before the archived one was dropped.
        string left = Path.Join(_directory.Sub("data", Bucket), "left");
        await File.WriteAllTextAsync(left, "new", Cancellation);
        Assert.Equal(RestoreOutcome.Begun, await restores.RequestAsync(Bucket, "kept", 2, Cancellation));
        while ((await Store.HeadAsync("kept", Cancellation))!.IsArchived)
        {
            await Task.Delay(5, Cancellation);
        }

        Assert.Equal(RestoreOutcome.Extended, await restores.RequestAsync(Bucket, "kept", 3, Cancellation));
        Assert.Equal(RestoreOutcome.NotArchived, await restores.RequestAsync(Bucket, "left", 3, Cancellation));
        Assert.Equal(RestoreOutcome.Missing, await restores.RequestAsync(Bucket, "none", 3, Cancellation));
        Assert.Equal(["DropLeftover left"], await SweepAsync(days: 3));
        Assert.Equal("new"u8.ToArray(), await Store.ReadAsync("left", Cancellation));
        Assert.Equal(["DropRestoredCopy kept"], await SweepAsync(days: 1));
        Assert.True((await Store.HeadAsync("kept", Cancellation))!.IsArchived);
    }

    [Fact]
    public async Task Versions_that_are_not_current_go_by_their_own_days_and_markers_with_the_last_of_them()
    {
        await Store.CreateAsync(Cancellation);
        await Store.Versions.SetStatusAsync(VersioningStatus.Enabled, Cancellation);
        await SetAsync(
            Expiring("current", days: 10),
            new LifecycleRule
            {
                Id = "older",
                IsEnabled = true,
                Filter = Everything,
                NoncurrentTransitions =
                    [new NoncurrentTransitionAction(2, NewerVersionsKept: null, StorageClasses.GlacierIr)],
                NoncurrentExpiration = new NoncurrentExpirationAction(5, NewerVersionsKept: 1),
            },
            new LifecycleRule
            {
                Id = "markers",
                IsEnabled = true,
                Filter = Everything,
                NoncurrentExpiration = new NoncurrentExpirationAction(20, NewerVersionsKept: null),
                Expiration = new ExpirationAction { DropsLoneDeleteMarkers = true },
            });
        for (int i = 0; i < 3; i++)
        {
            await Store.Versions.PutAsync(
                "k", new MemoryStream(Content), PutCondition.None, attributes: null, Cancellation);
        }

        Assert.Equal([], await SweepAsync(days: 2));
        Assert.Equal(["TransitionVersion k GLACIER_IR", "TransitionVersion k GLACIER_IR"], await SweepAsync(days: 1));
        Assert.Equal(["ExpireVersion k"], await SweepAsync(days: 3));
        Assert.Equal(["Expire k"], await SweepAsync(days: 5));
        Assert.Null(await Store.HeadAsync("k", Cancellation));
        Assert.Equal(3, await Store.Versions.ListAsync("", Cancellation).CountAsync(Cancellation));
        Assert.Equal(
            ["ExpireVersion k"],
            (await SweepAsync(days: 10)).Where(done => done.StartsWith("Exp", StringComparison.Ordinal)));
        await SweepAsync(days: 20);
        Assert.Equal(["DropDeleteMarker k"], await SweepAsync(days: 1));
        Assert.Equal(0, await Store.Versions.ListAsync("", Cancellation).CountAsync(Cancellation));
    }

    [Fact]
    public async Task A_version_that_is_not_current_is_archived_restored_by_its_id_and_archived_again()
    {
        await Store.CreateAsync(Cancellation);
        await Store.Versions.SetStatusAsync(VersioningStatus.Enabled, Cancellation);
        await SetAsync(Expiring("r", days: 1000) with
        {
            NoncurrentTransitions = [new NoncurrentTransitionAction(2, null, StorageClasses.Glacier)],
        });
        await Store.Versions.PutAsync("k", new MemoryStream(Content), PutCondition.None, null, Cancellation);
        await Store.Versions.PutAsync("k", new MemoryStream(Content), PutCondition.None, null, Cancellation);

        Assert.Equal(["TransitionVersion k GLACIER"], await SweepAsync(days: 3));
        ObjectVersion old = await Store.Versions.ListAsync("", Cancellation).LastAsync(Cancellation);
        Assert.Equal((true, 200 * 1024L), (old.IsArchived, old.SizeBytes));

        await using RestoreService restores = new(_parts.Buckets, _clock, exception => throw exception);
        Assert.Equal(RestoreOutcome.Begun, await restores.RequestAsync(Bucket, old, 2, Cancellation));
        while (old.IsArchived)
        {
            await Task.Delay(5, Cancellation);
            old = (await Store.Versions.FindAsync("k", old.VersionId, Cancellation))!;
        }

        Assert.Equal(RestoreOutcome.Extended, await restores.RequestAsync(Bucket, old, 3, Cancellation));
        Assert.Equal([], await SweepAsync(days: 3));
        Assert.Equal(["DropRestoredCopy k"], await SweepAsync(days: 1));
        Assert.True((await Store.Versions.FindAsync("k", old.VersionId, Cancellation))!.IsArchived);
        Assert.Equal([], await SweepAsync(days: 1));
    }

    [Fact]
    public async Task What_is_current_in_a_bucket_with_versions_is_archived_and_stays_a_version()
    {
        await Store.CreateAsync(Cancellation);
        await Store.Versions.SetStatusAsync(VersioningStatus.Enabled, Cancellation);
        await SetAsync(new LifecycleRule
        {
            Id = "r",
            IsEnabled = true,
            Filter = Everything,
            Transitions = [new TransitionAction { Days = 0, StorageClass = StorageClasses.Glacier }],
        });
        PutResult.Stored put = (PutResult.Stored)await Store.Versions.PutAsync(
            "k", new MemoryStream(Content), PutCondition.None, attributes: null, Cancellation);

        Assert.Equal(["Transition k GLACIER"], await SweepAsync(days: 1));
        ObjectVersion archived = (await Store.Versions.FindAsync("k", versionId: null, Cancellation))!;
        Assert.Equal((true, put.VersionId), (archived.IsArchived, archived.VersionId));

        PutResult next = await ArchivedPut.RunAsync(
            Store,
            "k",
            new MemoryStream(Content),
            PutCondition.None,
            () => new ObjectAttributes { StorageClass = StorageClasses.DeepArchive },
            Cancellation);
        List<ObjectVersion> versions = await Store.Versions.ListAsync("k", Cancellation).ToListAsync(Cancellation);
        Assert.Equal(
            [((PutResult.Stored)next).VersionId, put.VersionId], versions.Select(version => version.VersionId));
        Assert.Equal([true, false], versions.Select(version => version.IsArchived));
    }

    private static LifecycleFilter Everything => new() { Form = LifecycleFilterForm.Single, Prefix = "" };

    private static LifecycleRule Expiring(string id, int days) => new()
    {
        Id = id,
        IsEnabled = true,
        Filter = Everything,
        Expiration = new ExpirationAction { Days = days },
    };

    private Task SetAsync(params LifecycleRule[] rules) => _parts.Configurations.SetAsync(
        Bucket, new LifecycleConfiguration { Rules = rules }, Cancellation);

    /// <summary>Days later, what the sweeper says that it did.</summary>
    private async Task<IReadOnlyList<string>> SweepAsync(int days)
    {
        _clock.Advance(TimeSpan.FromDays(days));
        using LifecycleLog log = await LifecycleLog.OpenAsync(_directory.Sub(".tarn"), Cancellation);
        List<string> done = [];
        await new LifecycleSweeper(_parts, log).RunAsync(
            [Bucket],
            record => done.Add($"{record.Action} {record.Key} {record.StorageClass}".Trim()
                + (record.Error is null ? "" : $" !{record.Error}")),
            Cancellation);
        return done;
    }

    private sealed class FakeUploads : IIncompleteUploads
    {
        public IReadOnlyList<IncompleteUpload> Uploads { get; set; } = [];

        public List<string> Aborted { get; } = [];

        public Task<IReadOnlyList<IncompleteUpload>> ListAsync(string bucket, CancellationToken cancellationToken) =>
            Task.FromResult(Uploads);

        public Task AbortAsync(string bucket, IncompleteUpload upload, CancellationToken cancellationToken)
        {
            if (upload.Id == "bad")
            {
                throw new Tarn.Common.TarnException(Tarn.Common.ErrorCodes.StorageFailed, "no way");
            }

            Aborted.Add(upload.Id);
            return Task.CompletedTask;
        }
    }
}
