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
    public void Writing_makes_a_file_or_replaces_it_and_leaves_nothing_else()
    {
        string path = _directory.Sub("file");

        DurableFile.WriteAtomic(path, "one"u8, _ids);
        DurableFile.WriteAtomic(path, "two"u8, _ids);

        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_directory.Path));
    }

    [Fact]
    public void Moving_to_a_new_name_takes_no_name_that_is_there()
    {
        string path = _directory.Sub("file");
        File.WriteAllText(_directory.Sub("one"), "one");
        File.WriteAllText(_directory.Sub("two"), "two");

        Assert.True(DurableFile.MoveNew(_directory.Sub("one"), path));
        Assert.False(DurableFile.MoveNew(_directory.Sub("two"), path));

        Assert.Equal("one", File.ReadAllText(path));
        Assert.True(File.Exists(_directory.Sub("two")));
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
