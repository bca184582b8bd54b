using Tarn.Common;
using Tarn.Queries;
using Tarn.Queries.Statements;
using Xunit;

namespace Tarn.Tests.Queries.Statements;

public sealed class StatementReaderTests
{
    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("-- all\nWITH t AS (SELECT 1) SELECT * FROM t;")]
    [InlineData("(SELECT 1)")]
    [InlineData("ATTACH 'x'")]
    [InlineData("")]
    public void What_no_statement_begins_like_is_left_to_the_engine(string sql) =>
        Assert.IsType<Statement.Query>(StatementReader.Read(sql));

    [Theory]
    [InlineData("SHOW TABLE raw.t", 5, "line 1:6: mismatched input 'TABLE'. Expecting: 'DATABASES', 'SCHEMAS',")]
    [InlineData("SHOW\n  COLUMNS raw.t", 15, "line 2:11: mismatched input 'raw'. Expecting: 'IN', 'FROM'")]
    [InlineData("SHOW PARTITIONS", 15, "line 1:16: mismatched input '<EOF>'. Expecting: <identifier>")]
    [InlineData("SHOW DATABASES; SELECT 1", 16, "line 1:17: mismatched input 'SELECT'. Expecting: <EOF>")]
    [InlineData("SHOW TABLES '('", 12, "line 1:13: '(' is not a regular expression")]
    public void Syntax_errors_are_worded_as_Athenas_and_have_their_place(string sql, int position, string message)
    {
        StatementException exception = Assert.Throws<StatementException>(() => StatementReader.Read(sql));

        Assert.Equal(ErrorCodes.SqlSyntax, exception.Code);
        Assert.Equal(position, exception.Position);
        Assert.StartsWith("SYNTAX_ERROR: " + message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PREPARE q FROM SELECT 1", "PREPARE")]
    [InlineData("optimize raw.t REWRITE DATA USING BIN_PACK", "OPTIMIZE")]
    public void Statements_that_are_not_built_are_refused_by_name(string sql, string name)
    {
        StatementException exception = Assert.Throws<StatementException>(() => StatementReader.Read(sql));

        Assert.Equal(ErrorCodes.StatementNotAllowed, exception.Code);
        Assert.Equal($"NOT_SUPPORTED: Tarn does not run {name} statements", exception.Message);
    }

    [Theory]
    [InlineData("DESCRIBE raw.t")]
    [InlineData("desc `raw`.`t`")]
    [InlineData("DESCRIBE \"RAW\".T;")]
    [InlineData("DESCRIBE `raw.t`")]
    [InlineData("DESCRIBE AwsDataCatalog.raw.t")]
    public void Names_are_written_in_many_ways(string sql)
    {
        Statement.Describe describe = Assert.IsType<Statement.Describe>(StatementReader.Read(sql));

        Assert.Equal(TableName.Parse("raw.t"), describe.Table.Name);
    }

    [Fact]
    public void A_name_needs_its_database()
    {
        StatementException exception = Assert.Throws<StatementException>(() => StatementReader.Read("DESCRIBE t"));

        Assert.Equal(ErrorCodes.BadEntry, exception.Code);
        Assert.Equal(9, exception.Position);
    }
}
