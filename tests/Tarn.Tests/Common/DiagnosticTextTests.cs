using Tarn.Common;
using Xunit;

namespace Tarn.Tests.Common;

public sealed class DiagnosticTextTests
{
    private static readonly Diagnostic UnknownKey = new()
    {
        Code = ErrorCodes.UnknownKey,
        Message = "unknown key 'incrmental'",
        Location = new SourceLocation("models/marts/fct_orders.sql", 6, 1, 10),
        SourceLine = "incrmental: {column: order_ts}",
        Label = "did you mean 'incremental'?",
        Notes = ["allowed here: materialized, strategy, unique_key"],
    };

    [Fact]
    public void The_line_is_shown_with_a_mark_below() => Assert.Equal(
        """
        error[TN2004]: unknown key 'incrmental'
          --> models/marts/fct_orders.sql:6:1
           |
         6 | incrmental: {column: order_ts}
           | ^^^^^^^^^^ did you mean 'incremental'?
           = allowed here: materialized, strategy, unique_key
        """,
        DiagnosticText.Format(UnknownKey));

    [Fact]
    public void The_gutter_is_as_wide_as_the_longest_line_number() => Assert.Equal(
        """
        error[TN2003]: key 'a' appears twice
            --> lake.yaml:120:3
             |
         120 |   a: 1
             |   ^ and again here
            ::: lake.yaml:9:3
             |
           9 |   a: 1
             |   - first here
        """,
        DiagnosticText.Format(new Diagnostic
        {
            Code = ErrorCodes.DuplicateKey,
            Message = "key 'a' appears twice",
            Location = new SourceLocation("lake.yaml", 120, 3),
            SourceLine = "  a: 1",
            Label = "and again here",
            Related = [new RelatedPlace(new SourceLocation("lake.yaml", 9, 3), "  a: 1", "first here")],
        }));

    [Fact]
    public void Without_a_place_the_label_is_a_note() => Assert.Equal(
        "warning[TN1005]: odd\n   = label\n   = note",
        DiagnosticText.Format(new Diagnostic
        {
            Code = ErrorCodes.BadArgument,
            Severity = DiagnosticSeverity.Warning,
            Message = "odd",
            Label = "label",
            Notes = ["note"],
        }));

    [Fact]
    public void A_tab_before_the_mark_stays_a_tab() => Assert.EndsWith(
        "\n 6 | \tx: 1\n   | \t^",
        DiagnosticText.Format(UnknownKey with
        {
            Location = new SourceLocation("a", 6, 2),
            SourceLine = "\tx: 1",
            Label = null,
            Notes = [],
        }));

    [Fact]
    public void A_long_line_is_cut_around_the_mark()
    {
        string line = new string('a', 500) + "HERE" + new string('b', 500);

        string[] text = DiagnosticText.Format(UnknownKey with
        {
            Location = new SourceLocation("a", 6, 501, 4),
            SourceLine = line,
        }).Split('\n');

        Assert.Equal($" 6 | …{new string('a', 60)}HERE{new string('b', 56)}…", text[3]);
        Assert.StartsWith($"   | {new string(' ', 61)}^^^^ did", text[4], StringComparison.Ordinal);
    }

    [Fact]
    public void A_mark_never_reaches_beyond_its_line() => Assert.Contains(
        "\n   | ^^^^ did",
        DiagnosticText.Format(UnknownKey with { Location = new SourceLocation("a", 6, 1, 99), SourceLine = "abcd" }));

    [Fact]
    public void Control_characters_cannot_reach_the_terminal() => Assert.DoesNotContain(
        '\e',
        DiagnosticText.Format(UnknownKey with { Message = "\e[2J", SourceLine = "\e[31m", Label = "\e", Notes = ["\e"] }));
}
