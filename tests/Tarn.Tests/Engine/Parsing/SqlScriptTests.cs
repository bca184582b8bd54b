using Tarn.Engine.Parsing;
using Xunit;

namespace Tarn.Tests.Engine.Parsing;

public sealed class SqlScriptTests
{
    [Theory]
    [InlineData("SELECT 1; SELECT 2;", "SELECT 1|SELECT 2")]
    [InlineData("SELECT ';', \";\" -- ; no\n, 2;\nSELECT 3", "SELECT ';', \";\" -- ; no\n, 2|SELECT 3")]
    [InlineData("SELECT 2 /* ; /* ; */ ; */;SELECT 3", "SELECT 2 /* ; /* ; */ ; */|SELECT 3")]
    [InlineData(";; SELECT 1", "||SELECT 1")]
    [InlineData("SELECT $$ ; $$; SELECT E'\\';'", "SELECT $$ ; $$|SELECT E'\\';'")]
    [InlineData("-- only a comment ;", "")]
    public void Statements_end_at_semicolons_outside_of_quotes_and_comments(string text, string expected)
    {
        List<string> statements = [];
        for (int place = 0; place < text.Length;)
        {
            SqlScriptPart part = SqlScript.Next(text, place);
            statements.Add(text[part.Start..part.End]);
            place = part.Next;
        }

        Assert.Equal(expected, string.Join('|', statements));
    }

    [Theory]
    [InlineData("SELECT 1;", true)]
    [InlineData("SELECT 1; -- done", true)]
    [InlineData("SELECT 1; /* not done", false)]
    [InlineData("SELECT 1", false)]
    [InlineData("SELECT ';", false)]
    [InlineData("SELECT 1; SELECT 2", false)]
    [InlineData("", false)]
    public void A_text_is_complete_when_its_last_statement_is_ended(string text, bool expected) =>
        Assert.Equal(expected, SqlScript.IsComplete(text));
}
