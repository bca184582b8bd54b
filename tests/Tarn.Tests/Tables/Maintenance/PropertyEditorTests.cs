using Tarn.Common;
using Tarn.Tables;
using Tarn.Tables.Maintenance;
using Xunit;

namespace Tarn.Tests.Tables.Maintenance;

public sealed class PropertyEditorTests
{
    private readonly TableRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Properties_are_set_and_taken_out_by_commits()
    {
        await _rig.CommitAsync(WriteMode.Append, TableRig.File("a", "1"));

        Assert.Equal(1, await ChangeAsync(new() { ["delta.checkpointInterval"] = "20", ["team"] = "x" }));
        Assert.Null(await ChangeAsync(new() { ["team"] = "x" }, "nothing"));
        Assert.Equal(2, await ChangeAsync([], "team"));

        TableSnapshot snapshot = await _rig.LoadAsync();
        Assert.Equal("20", Assert.Single(snapshot.Properties).Value);
        Assert.Equal(["a"], await _rig.PathsAsync());
    }

    [Theory]
    [InlineData("delta.checkpointIntervall", "5", ErrorCodes.BadArgument)]
    [InlineData("delta.columnMapping.mode", "name", ErrorCodes.BadArgument)]
    [InlineData("delta.enableChangeDataFeed", "perhaps", ErrorCodes.TableUnsupported)]
    [InlineData("delta.checkpointInterval", "often", ErrorCodes.TableUnsupported)]
    [InlineData("delta.targetFileSize", "big", ErrorCodes.TableUnsupported)]
    public async Task What_has_no_meaning_is_refused(string key, string value, string code)
    {
        await _rig.CommitAsync(WriteMode.Append, TableRig.File("a", "1"));

        TarnException exception = await Assert.ThrowsAsync<TarnException>(() => ChangeAsync(new() { [key] = value }));

        Assert.Equal(code, exception.Code);
    }

    [Fact]
    public async Task Rows_that_come_meanwhile_are_no_conflict()
    {
        await _rig.CommitAsync(WriteMode.Append, TableRig.File("a", "1"));
        _rig.Before(TableRig.Write(WriteMode.Append, TableRig.File("b", "1")));

        Assert.Equal(2, await ChangeAsync(new() { ["team"] = "x" }));
        Assert.Equal(["a", "b"], await _rig.PathsAsync());
    }

    private Task<long?> ChangeAsync(Dictionary<string, string> set, params string[] unset) =>
        new PropertyEditor(_rig.Table).ChangeAsync(set, unset, Cancellation);
}
