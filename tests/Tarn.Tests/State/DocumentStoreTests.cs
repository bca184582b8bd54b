using Tarn.Common;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.State;

public sealed class DocumentStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly SequentialIdSource _ids = new();
    private readonly DocumentStore _store;

    public DocumentStoreTests() => _store = new DocumentStore(_directory.Path, _ids);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_was_written_is_read_by_the_next_process()
    {
        string version = await WriteAsync("bookmarks/staging.trips", new TestNote("ü", 1), expectedVersion: null);

        Document<TestNote>? read = await new DocumentStore(_directory.Path, _ids)
            .ReadAsync("bookmarks/staging.trips", TestNoteContext.Default.TestNote, Cancellation);

        Assert.Equal(new Document<TestNote>(new TestNote("ü", 1), version), read);
        Assert.Null(await ReadAsync("bookmarks/other"));
    }

    [Fact]
    public async Task A_write_needs_the_version_that_is_stored()
    {
        string first = await WriteAsync("a", new TestNote("one", 1), expectedVersion: null);
        string second = await WriteAsync("a", new TestNote("two", 2), first);

        foreach (string? stale in new[] { null, first, "unknown" })
        {
            TarnException conflict = await Assert.ThrowsAsync<TarnException>(
                () => WriteAsync("a", new TestNote("three", 3), stale));
            Assert.Equal(ErrorCodes.StateConflict, conflict.Code);
        }

        await Assert.ThrowsAsync<TarnException>(() => WriteAsync("absent", new TestNote("x", 0), second));
        Assert.Equal("two", (await ReadAsync("a"))!.Value.Text);
    }

    [Fact]
    public async Task Listeners_are_told_of_what_was_written_and_deleted_below_their_prefix()
    {
        List<string> told = [];
        IDisposable listening = _store.Listen("entries/", told.Add);
        await WriteAsync("entries/a", new TestNote("one", 1), expectedVersion: null);
        await WriteAsync("other", new TestNote("one", 1), expectedVersion: null);
        await _store.DeleteAsync("entries/a", Cancellation);
        await _store.DeleteAsync("entries/absent", Cancellation);
        listening.Dispose();
        await WriteAsync("entries/b", new TestNote("one", 1), expectedVersion: null);

        Assert.Equal(["entries/a", "entries/a"], told);
    }

    [Fact]
    public async Task Changes_at_once_are_all_kept()
    {
        const int count = 50;

        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => _store.UpdateAsync(
            "a",
            note => note is null ? new TestNote("first", 1) : note with { Number = note.Number + 1 },
            TestNoteContext.Default.TestNote,
            Cancellation)));

        Assert.Equal(new TestNote("first", count), (await ReadAsync("a"))!.Value);
    }

    [Fact]
    public async Task A_change_that_throws_leaves_the_document_as_it_was()
    {
        await _store.PutAsync("a", new TestNote("one", 1), TestNoteContext.Default.TestNote, Cancellation);
        await _store.PutAsync("a", new TestNote("two", 2), TestNoteContext.Default.TestNote, Cancellation);

        await Assert.ThrowsAsync<TarnException>(() => _store.UpdateAsync(
            "a",
            _ => throw new TarnException(ErrorCodes.BadArgument, "no"),
            TestNoteContext.Default.TestNote,
            Cancellation));

        Assert.Equal("two", (await ReadAsync("a"))!.Value.Text);
    }

    [Fact]
    public async Task A_deleted_document_can_be_made_again_but_old_versions_stay_stale()
    {
        string first = await WriteAsync("a", new TestNote("one", 1), expectedVersion: null);
        Assert.True(await _store.DeleteAsync("a", Cancellation));
        Assert.False(await _store.DeleteAsync("a", Cancellation));
        await WriteAsync("a", new TestNote("two", 2), expectedVersion: null);

        await Assert.ThrowsAsync<TarnException>(() => WriteAsync("a", new TestNote("three", 3), first));
    }

    [Fact]
    public async Task Of_concurrent_writers_with_one_version_one_succeeds()
    {
        string version = await WriteAsync("counter", new TestNote("", 0), expectedVersion: null);

        bool[] succeeded = await Task.WhenAll(Enumerable.Range(1, 16).Select(async number =>
        {
            try
            {
                await WriteAsync("counter", new TestNote("", number), version);
                return true;
            }
            catch (TarnException exception) when (exception.Code == ErrorCodes.StateConflict)
            {
                return false;
            }
        }));

        int winner = Array.IndexOf(succeeded, true) + 1;
        Assert.Single(succeeded, true);
        Assert.Equal(winner, (await ReadAsync("counter"))!.Value.Number);
    }

    [Fact]
    public async Task Names_are_listed_by_prefix()
    {
        foreach (string name in new[] { "runs/2", "runs/1", "runs-old/1", "bookmarks/a" })
        {
            await WriteAsync(name, new TestNote("", 0), expectedVersion: null);
        }

        Assert.Equal(["runs/1", "runs/2"], await _store.ListAsync("runs/", Cancellation));
        Assert.Equal(["runs-old/1", "runs/1", "runs/2"], await _store.ListAsync("runs", Cancellation));
        Assert.Equal(4, (await _store.ListAsync("", Cancellation)).Count);
        Assert.Empty(await _store.ListAsync("none/", Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../a")]
    [InlineData("/a")]
    [InlineData("a/.hidden")]
    [InlineData("a b")]
    public async Task A_bad_name_is_a_bug(string name) =>
        await Assert.ThrowsAsync<ArgumentException>(() => ReadAsync(name));

    [Fact]
    public async Task Any_changed_or_missing_byte_is_detected()
    {
        await WriteAsync("a", new TestNote("content", 7), expectedVersion: null);
        string path = _directory.Sub("documents", "a.json");
        byte[] sound = await File.ReadAllBytesAsync(path, Cancellation);
        for (int position = 0; position < sound.Length; position++)
        {
            foreach (byte mask in new byte[] { 0x01, 0x20, 0x80 })
            {
                byte[] flipped = [.. sound];
                flipped[position] ^= mask;
                await AssertCorruptAsync(flipped);
            }

            await AssertCorruptAsync(sound[..position]);
        }

        await AssertCorruptAsync([.. sound, (byte)'\n']);
        await AssertCorruptAsync(new byte[sound.Length]);

        async Task AssertCorruptAsync(byte[] content)
        {
            await File.WriteAllBytesAsync(path, content, Cancellation);
            TarnException corrupt = await Assert.ThrowsAsync<TarnException>(() => ReadAsync("a"));
            Assert.Equal(ErrorCodes.StateCorrupt, corrupt.Code);
            Assert.Contains(".tarn/documents/a.json", corrupt.Message, StringComparison.Ordinal);
            Assert.NotNull(corrupt.Hint);
        }
    }

    [Fact]
    public async Task A_damaged_document_is_not_overwritten()
    {
        string version = await WriteAsync("a", new TestNote("content", 7), expectedVersion: null);
        string path = _directory.Sub("documents", "a.json");
        await File.WriteAllTextAsync(path, "damaged", Cancellation);

        await Assert.ThrowsAsync<TarnException>(() => WriteAsync("a", new TestNote("new", 8), version));

        Assert.Equal("damaged", await File.ReadAllTextAsync(path, Cancellation));
    }

    [Fact]
    public async Task The_file_is_json_as_documented()
    {
        await WriteAsync("a", new TestNote("x", 7), expectedVersion: null);

        Assert.Equal(
            """{"format":1,"version":"00000000000000000000000001","crc32c":"9fc009c4","value":"""
            + """{"Text":"x","Number":7}}""" + "\n",
            await File.ReadAllTextAsync(_directory.Sub("documents", "a.json"), Cancellation));
    }

    private Task<string> WriteAsync(string name, TestNote note, string? expectedVersion) =>
        _store.WriteAsync(name, note, TestNoteContext.Default.TestNote, expectedVersion, Cancellation);

    private Task<Document<TestNote>?> ReadAsync(string name) =>
        _store.ReadAsync(name, TestNoteContext.Default.TestNote, Cancellation);
}
