using Tarn.Common;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Common;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Writing_replaces_and_creating_does_not()
    {
        string path = _directory.Sub("file");

        Assert.True(DurableFile.CreateNewAtomic(path, "one"u8, _ids));
        Assert.False(DurableFile.CreateNewAtomic(path, "two"u8, _ids));
        Assert.Equal("one", File.ReadAllText(path));
        DurableFile.WriteAtomic(path, "three"u8, _ids);

        Assert.Equal("three", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_directory.Path));
    }

    /// <summary>The null device cannot be synced; .NET's own flush passes over that, as it does over EIO.</summary>
    [Fact]
    public void A_failed_sync_is_an_error() => Assert.Throws<IOException>(() => DurableFile.Sync("/dev/null"));

    [Fact]
    public void Directories_are_made_with_their_ancestors()
    {
        DurableFile.CreateDirectory(_directory.Sub("a", "b", "c"));
        DurableFile.SyncDirectory(_directory.Sub("a", "b", "c"));

        Assert.Throws<FileNotFoundException>(() => DurableFile.SyncDirectory(_directory.Sub("none")));
    }
}
