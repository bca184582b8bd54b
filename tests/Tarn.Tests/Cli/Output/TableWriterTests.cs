using Tarn.Cli.Output;
using Xunit;

namespace Tarn.Tests.Cli.Output;

public sealed class TableWriterTests
{
    [Fact]
    public async Task Numbers_stand_right_and_line_ends_do_not_break_the_table()
    {
        string text = await OutputSamples.WriteAsync(Plain(null), OutputSamples.Zones() with { NullText = "NULL" });

        Assert.Equal(
            """
            zone                   trips   share
            ───────────────────  ───────  ──────
            JFK Airport          1234567    0.25
            a,b "c"|d               NULL    -1.5
            two⏎lines and a tab        3     nan
            NULL                       0  1E+300
                                       1     0.1

            """,
            text);
    }

    [Fact]
    public async Task A_narrow_terminal_cuts_texts_but_no_number()
    {
        OutputRows rows = OutputRows.Of(
            [new("name"), new("count", ColumnKind.Number), new("description")],
            [["short", 123456789L, "a description that is much too long for the terminal"]]);

        string text = await OutputSamples.WriteAsync(Plain(40), rows);

        Assert.Equal(
            """
            name       count  description
            ─────  ─────────  ──────────────────────
            short  123456789  a description that is…

            """,
            text);
    }

    [Fact]
    public async Task Columns_without_room_are_named_below()
    {
        OutputColumn[] columns =
            [.. Enumerable.Range(0, 12).Select(i => new OutputColumn($"n{i:00}", ColumnKind.Number))];
        OutputRows rows = OutputRows.Of(columns, [[.. columns.Select(_ => (object?)1_000_000L)]]);

        string text = await OutputSamples.WriteAsync(Plain(80), rows);

        Assert.EndsWith("… no room for n09, n10, n11; -o json shows all\n", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task People_see_units_where_machines_get_numbers()
    {
        OutputRows rows = OutputRows.Of(
            [new("rows", ColumnKind.Count), new("size", ColumnKind.Bytes), new("time", ColumnKind.Seconds)],
            [[3007526L, 46_712_345L, 1.5234]]);

        string text = await OutputSamples.WriteAsync(Plain(80), rows);

        Assert.Contains("3,007,526  46.7 MB  1.52 s", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_control_character_in_data_does_not_reach_the_terminal()
    {
        OutputRows rows = OutputRows.Of([new("text")], [["a\u001b[31mred"]]);

        Assert.DoesNotContain('\u001b', await OutputSamples.WriteAsync(Plain(80), rows));
    }

    [Fact]
    public async Task Wide_characters_take_two_cells()
    {
        OutputRows rows = OutputRows.Of([new("city"), new("n", ColumnKind.Number)], [["東京", 1], ["Bonn", 2]]);

        string text = await OutputSamples.WriteAsync(Plain(80), rows);

        Assert.Equal("city  n\n────  ─\n東京  1\nBonn  2\n", text);
    }

    private static Func<TextWriter, IRowWriter> Plain(int? width) =>
        output => new TableWriter(output, Palette.Plain, width);
}
