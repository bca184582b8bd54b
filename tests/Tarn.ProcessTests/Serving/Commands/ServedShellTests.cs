using Tarn.Testing;
using Xunit;

namespace Tarn.ProcessTests.Serving.Commands;

/// <summary>A person at a terminal, whose shell runs in the server.</summary>
public sealed class ServedShellTests(TwinLakes lakes) : IClassFixture<TwinLakes>
{
    private const string Slow = "SELECT count(*) FROM range(100000) a, range(100000) b, range(100000) c";

    [Fact]
    public async Task A_person_types_completes_interrupts_edits_and_leaves()
    {
        Assert.SkipUnless(TarnTerminal.IsPossible, "script of util-linux is not on this machine");
        using TarnTerminal terminal = TarnTerminal.Start("-C", lakes.Served.Lake.Directory, "shell", "-v");
        await terminal.WaitForAsync("rig> ");
        Assert.Contains("the server at", terminal.Shown, StringComparison.Ordinal);

        await terminal.TypeAsync("SELECT sum(id) + 1000 AS n FROM curated.tot\t");
        await terminal.WaitForAsync("curated.totals");
        await terminal.TypeAsync(";\r");
        await terminal.WaitForAsync("1042");

        await terminal.TypeAsync(Slow + ";\r");
        await terminal.WaitForAsync("c;\r\r\n");
        await terminal.TypeAsync("\u0003");
        await terminal.WaitForAsync("cancelled");

        await terminal.TypeAsync("SELECT 2000 + 7;\r");
        await terminal.WaitForAsync("2007");
        await terminal.TypeAsync("\u0004");

        Assert.Equal(0, await terminal.WaitForExitAsync());
    }

    [Fact]
    public async Task A_question_is_asked_at_the_terminal_of_the_command()
    {
        Assert.SkipUnless(TarnTerminal.IsPossible, "script of util-linux is not on this machine");
        using TarnTerminal terminal = TarnTerminal.Start(
            "-C", lakes.Served.Lake.Directory, "bookmark", "reset", "curated.totals");

        await terminal.WaitForAsync("[y/N] ");
        await terminal.TypeAsync("n\r");

        Assert.Equal(1, await terminal.WaitForExitAsync());
    }
}
