using Tarn.Common;
using Tarn.State;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.State;

public sealed class NamedEntriesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly NamedEntries<TestNote> _notes;

    public NamedEntriesTests() => _notes = new NamedEntries<TestNote>(
        new DocumentStore(_directory.Path, new SequentialIdSource()),
        "entries/notes/",
        "note",
        TestNoteContext.Default.TestNote);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task They_come_in_order_of_their_names()
    {
        await _notes.AddAsync("b", new TestNote("b", 1), Cancellation);
        await _notes.AddAsync("a", new TestNote("a", 2), Cancellation);

        Assert.Equal(["a", "b"], (await _notes.ListAsync(Cancellation)).Select(note => note.Text));
    }

    [Fact]
    public async Task A_name_is_given_once()
    {
        await _notes.AddAsync("a", new TestNote("first", 1), Cancellation);

        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => _notes.AddAsync("a", new TestNote("second", 2), Cancellation));

        Assert.Equal(ErrorCodes.EntryExists, error.Code);
        Assert.Equal("first", (await _notes.GetAsync("a", Cancellation)).Text);
    }

    [Theory]
    [InlineData("../a")]
    [InlineData("a/b")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData("")]
    public async Task A_name_that_could_lead_elsewhere_is_refused_and_not_found(string name)
    {
        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => _notes.AddAsync(name, new TestNote("x", 1), Cancellation));

        Assert.Equal(ErrorCodes.BadArgument, error.Code);
        Assert.Null(await _notes.FindAsync(name, Cancellation));
        Assert.False(await _notes.DeleteAsync(name, Cancellation));
    }

    [Fact]
    public async Task Changes_made_at_the_same_time_are_all_there()
    {
        await _notes.AddAsync("a", new TestNote("a", 0), Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _notes.UpdateAsync(
            "a", note => note with { Number = note.Number + 1 }, Cancellation)));

        Assert.Equal(20, (await _notes.GetAsync("a", Cancellation)).Number);
    }

    [Fact]
    public async Task What_is_not_there_is_not_changed()
    {
        TarnException error = await Assert.ThrowsAsync<TarnException>(
            () => _notes.UpdateAsync("a", note => note, Cancellation));

        Assert.Equal(ErrorCodes.UnknownName, error.Code);
        Assert.Empty(await _notes.ListAsync(Cancellation));
    }
}
