using Tarn.Cli.Output;
using Tarn.Cli.Shell;
using Tarn.Cli.Shell.Editing;
using Xunit;

namespace Tarn.Tests.Cli.Shell.Editing;

public sealed class LineEditorTests : ILineCompleter
{
    private readonly FakeScreen _screen = new();
    private readonly ShellHistory _history = new(path: null);
    private string[] _candidates = [];

    Task<Completion> ILineCompleter.CompleteAsync(string text, int cursor, CancellationToken cancellationToken)
    {
        int start = text.LastIndexOf(' ', Math.Max(0, cursor - 1)) + 1;
        string word = text[start..cursor];
        IEnumerable<string> found = _candidates
            .Where(candidate => candidate.StartsWith(word, StringComparison.Ordinal));
        return Task.FromResult(new Completion(start, [.. found]));
    }

    [Fact]
    public async Task Enter_begins_a_new_line_until_the_statement_has_its_semicolon()
    {
        _screen.Type("SELECT ';'\r, 2;\r");

        Assert.Equal("SELECT ';'\n, 2;", await ReadAsync());
        Assert.Contains("-> , 2;", _screen.Drawn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc;\u0001x", "xabc;")]
    [InlineData("abc;\u0001\u0004\u0005", "bc;")]
    [InlineData("one two;\u0017x;", "one x;")]
    [InlineData("one two\u0001\u000b\u0019\u0019;", "one twoone two;")]
    [InlineData("one\u0015two;", "two;")]
    [InlineData("ab\u0002\u0002\u0006x\u0005;", "axb;")]
    [InlineData("a😀\u007f\b;", ";")]
    public async Task Keys_of_Emacs_change_the_text(string typed, string expected)
    {
        _screen.Type(typed + "\r");

        Assert.Equal(expected, await ReadAsync());
    }

    [Fact]
    public async Task Arrows_move_in_the_text()
    {
        _screen.Type("ac;").Press(ConsoleKey.LeftArrow, ConsoleKey.LeftArrow).Type("b")
            .Press(ConsoleKey.Home, ConsoleKey.Delete, ConsoleKey.End, ConsoleKey.Backspace).Type("!;\r");

        Assert.Equal("bc!;", await ReadAsync());
    }

    [Fact]
    public async Task Arrows_go_through_earlier_statements_and_back_to_what_was_typed()
    {
        _history.Add("first;");
        _history.Add("second,\ntwo lines;");
        _screen.Type("new").Press(ConsoleKey.UpArrow, ConsoleKey.UpArrow, ConsoleKey.UpArrow).Type("\r");
        Assert.Equal("first;", await ReadAsync());

        _screen.Type("new").Press(ConsoleKey.UpArrow, ConsoleKey.DownArrow).Type("er;\r");
        Assert.Equal("newer;", await ReadAsync());
    }

    [Fact]
    public async Task Up_within_a_statement_of_several_lines_goes_to_the_line_above()
    {
        _history.Add("earlier;");
        _screen.Type("one\rtwo;").Press(ConsoleKey.UpArrow).Type("X").Press(ConsoleKey.DownArrow, ConsoleKey.End)
            .Type("\r");

        Assert.Equal("oneX\ntwo;", await ReadAsync());
    }

    [Fact]
    public async Task A_search_finds_earlier_statements_by_a_piece()
    {
        _history.Add("SELECT alpha;");
        _history.Add("SELECT beta;");
        _history.Add("SELECT alphabet;");
        _screen.Type("\u0012ALPH\u0012\r");
        Assert.Equal("SELECT alpha;", await ReadAsync());

        _screen.Type("kept;\u0012beta\u0007\r");
        Assert.Equal("kept;", await ReadAsync());
    }

    [Fact]
    public async Task Tab_completes_as_far_as_all_agree_and_then_lists()
    {
        _candidates = ["staging.orders", "staging.order_lines", "raw.events"];
        _screen.Type("FROM sta\t\t_\t;\r");

        Assert.Equal("FROM staging.order_lines;", await ReadAsync());
        Assert.Contains("staging.orders       staging.order_lines\r\n", _screen.Drawn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_drops_the_text_and_Ctrl_D_leaves_only_without_one()
    {
        _screen.Type("abc\u0003");
        Assert.IsType<LineResult.Dropped>(await RunAsync());

        _screen.Type("ab;\u0001\u0004\r\u0004");
        Assert.Equal("b;", await ReadAsync());
        Assert.IsType<LineResult.Left>(await RunAsync());
    }

    [Fact]
    public async Task A_terminal_that_is_gone_ends_the_typing() =>
        Assert.IsType<LineResult.Left>(await RunAsync());

    [Fact]
    public async Task Long_lines_are_broken_where_the_screen_ends()
    {
        _screen.Type(new string('x', 80) + ";\r");

        await ReadAsync();

        Assert.Contains(new string('x', 53) + "\r\n" + new string('x', 27), _screen.Drawn, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync() => Assert.IsType<LineResult.Entered>(await RunAsync()).Text;

    private Task<LineResult> RunAsync() =>
        new LineEditor(_screen, new ShellKeys(_screen), Palette.Plain, _history, this)
            .ReadAsync("lake> ", "", ShellInput.IsComplete, CancellationToken.None);
}
