using Tarn.Common;
using Tarn.Engine.Errors;
using Xunit;

namespace Tarn.Tests.Engine;

public sealed class ErrorTests : EngineTest
{
    [Theory]
    [InlineData("SELEC 1", EngineErrorKind.Parser, ErrorCodes.SqlSyntax, 0)]
    [InlineData("SELECT 'ä🦆' FROM\nWHERE x", EngineErrorKind.Parser, ErrorCodes.SqlSyntax, 18)]
    [InlineData("SELECT 'ä€🦆', nope FROM range(3)", EngineErrorKind.Binder, ErrorCodes.QueryFailed, 15)]
    [InlineData("SELECT 1;\nSELECT 'ä' + nope", EngineErrorKind.Binder, ErrorCodes.QueryFailed, 23)]
    [InlineData("SELECT * FROM nope", EngineErrorKind.Catalog, ErrorCodes.QueryFailed, 14)]
    [InlineData("SELECT CAST('x' AS INTEGER)", EngineErrorKind.Conversion, ErrorCodes.ConversionFailed, 7)]
    [InlineData("SELECT 255::TINYINT", EngineErrorKind.Conversion, ErrorCodes.ConversionFailed, 10)]
    [InlineData("SELECT error('boom')", EngineErrorKind.InvalidInput, ErrorCodes.QueryFailed, null)]
    [InlineData("SELECT 9223372036854775807 + 1::BIGINT", EngineErrorKind.OutOfRange, ErrorCodes.QueryFailed, null)]
    [InlineData("SELECT * FROM read_csv('/nope/x.csv')", EngineErrorKind.IO, ErrorCodes.QueryFailed, 14)]
    [InlineData("", EngineErrorKind.Parser, ErrorCodes.SqlSyntax, 0)]
    public async Task An_error_has_kind_code_and_place(string sql, EngineErrorKind kind, string code, int? position)
    {
        EngineException exception = await Fails(sql);

        Assert.Equal((kind, code, position), (exception.Kind, exception.Code, exception.Position));
        Assert.DoesNotContain("LINE 1", exception.RawMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("exception_message", exception.RawMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Parser Error: bad\n\nLINE 2: WHERE é ! x\n                ^", "SELECT 1\nWHERE é ! x", 17)]
    [InlineData("Binder Error: bad\n\nLINE 1: ...abc nope def...\n               ^", "SELECT abc nope def, more", 11)]
    public void Text_messages_with_a_caret_give_the_place_too(string message, string sql, int position)
    {
        EngineException exception = EngineError.Read(message, sql);

        Assert.Equal(position, exception.Position);
        Assert.Equal("bad", exception.RawMessage);
    }

    [Fact]
    public void A_full_disk_has_its_own_code()
    {
        EngineException exception = EngineError.Read(
            "IO Error: Could not write file \"/x\": No space left on device", null);

        Assert.Equal(ErrorCodes.StorageFull, exception.Code);
        Assert.Equal(EngineErrorKind.IO, exception.Kind);
    }

    [Fact]
    public async Task A_failed_statement_leaves_the_connection_usable()
    {
        await Fails("SELECT nope");

        Assert.Equal(1, await Scalar("SELECT 1"));
    }
}
