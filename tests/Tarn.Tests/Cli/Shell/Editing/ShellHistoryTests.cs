using Tarn.Cli.Shell.Editing;
using Tarn.Testing;
using Xunit;

namespace Tarn.Tests.Cli.Shell.Editing;

public sealed class ShellHistoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string FilePath => _directory.Sub("state/shell-history");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Statements_are_there_again_in_the_next_shell()
    {
        ShellHistory history = new(FilePath);
        string[] statements = ["SELECT 1;", "SELECT '\\n',\n  '\\\\'\n;", "\\dt"];
        Array.ForEach(statements, history.Add);

        Assert.Equal(statements, new ShellHistory(FilePath).Entries);
    }

    [Fact]
    public void A_repeated_statement_and_one_after_a_blank_are_not_kept()
    {
        ShellHistory history = new(FilePath);
        Array.ForEach(["a;", "a;", " secret;", "", "b;", "a;"], history.Add);

        Assert.Equal(["a;", "b;", "a;"], new ShellHistory(FilePath).Entries);
    }

    [Fact]
    public void The_file_holds_a_thousand_statements()
    {
        ShellHistory history = new(FilePath);
        for (int i = 0; i < 1010; i++)
        {
            history.Add($"SELECT {i};");
        }

        ShellHistory next = new(FilePath);

        Assert.Equal((1000, "SELECT 10;"), (next.Entries.Count, next.Entries[0]));
        Assert.Equal(1000, File.ReadLines(FilePath).Count());
    }

    [Fact]
    public void Only_the_owner_can_read_the_file()
    {
        new ShellHistory(FilePath).Add("SELECT 1;");

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }
}
