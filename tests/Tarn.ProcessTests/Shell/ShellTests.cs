using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Shell;

/// <summary>The shell at a real terminal.</summary>
public sealed class ShellTests : IDisposable
{
    private const string Slow = "SELECT count(*) FROM range(100000) a, range(100000) b, range(100000) c";

    private readonly LakeRig _lake = new();

    public void Dispose() => _lake.Dispose();

    [Fact]
    public async Task A_person_types_completes_interrupts_and_leaves()
    {
        Assert.SkipUnless(TarnTerminal.IsPossible, "script of util-linux is not on this machine");
        _lake.WriteModel("staging.orders", "materialized: table", "SELECT unnest([1, 2, 3]) AS id");
        await _lake.RunAsync();
        using TarnTerminal terminal = TarnTerminal.Start("-C", _lake.Directory, "shell");
        await terminal.WaitForAsync("rig> ");

        await terminal.TypeAsync("SELECT sum(id) + 1000 AS n FROM staging.or\t");
        await terminal.WaitForAsync("staging.orders");
        await terminal.TypeAsync(";\r");
        await terminal.WaitForAsync("1006");

        await terminal.TypeAsync(Slow + ";\r");

        // The terminal makes its own line end of each.
        await terminal.WaitForAsync("c;\r\r\n");
        await terminal.TypeAsync("\u0003");
        await terminal.WaitForAsync("cancelled");

        // What another process writes meanwhile is seen, and the shell is as well as before.
        _lake.WriteModel("staging.orders", "materialized: table", "SELECT unnest([1, 2, 3, 4]) AS id");
        await _lake.RunAsync();
        await terminal.TypeAsync("SELECT sum(id) + 2000 AS n FROM staging.orders;\r");
        await terminal.WaitForAsync("2010");
        await terminal.TypeAsync("\u0004");

        Assert.Equal(0, await terminal.WaitForExitAsync());
        string[] kept = File.ReadAllLines(Path.Combine(_lake.Directory, ".tarn", "shell-history"));
        Assert.Equal(3, kept.Length);
        Assert.Equal(Slow + ";", kept[1]);
    }
}
